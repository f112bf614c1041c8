"""Types of the dictionary in Arrow, as sources write them: an instant is naive UTC, money a decimal of yuan."""

import pyarrow as pa

TYPES: dict[str, pa.DataType] = {
    "string": pa.string(),
    "code": pa.string(),
    "strings": pa.list_(pa.string()),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
    "money": pa.decimal128(18, 2),
}
