"""Who did what and why: records that are only ever added, chained and sealed. 审计记录：只增不改。"""
