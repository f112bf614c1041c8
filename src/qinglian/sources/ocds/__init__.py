"""OCDS：开放合同数据标准的发布、记录与数据包。 OCDS releases, records and packages."""
