"""督查：年度计划、抽取、联合组、手机检查单、反馈。The app of inspections."""
