"""佐证材料: what shows that something was done, found rather than asked. 佐证材料、待核实材料、谈话记录。"""
