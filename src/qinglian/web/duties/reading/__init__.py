"""Reading of programmes and lists as they are issued: text into clauses, tables into items. Pure functions."""
