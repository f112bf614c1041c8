"""Whether who decides is tied to who gains. 决定的人与得利的人有无关联。"""
