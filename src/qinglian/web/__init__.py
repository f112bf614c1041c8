"""Cases: few rows, people, permissions, deadlines, records that nobody recomputes. 个案：人、权限、期限与记录。"""
