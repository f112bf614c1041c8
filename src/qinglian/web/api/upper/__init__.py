"""
The contract with an upper platform: messages, code tables. 与上级平台的约定。

`warning.schema.json` and `report.schema.json` are the contract; `codes.yaml` is an example of the code tables, each
place writes its own (`upper_codes` of the configuration). A code that does not stand in them is refused, never guessed.
"""
