"""Rule cards: law, dated thresholds, severity, exceptions. 规则卡。"""
