"""Pages of evidence. 佐证材料的页面。"""
