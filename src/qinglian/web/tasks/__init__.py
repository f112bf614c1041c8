"""督办: one closed loop for matters of every origin. 督办闭环。"""
