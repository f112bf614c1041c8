"""整改: from a problem to measures, a system fix and the strike-off. 整改。"""
