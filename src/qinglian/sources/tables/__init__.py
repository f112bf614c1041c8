"""Tables of our own dictionary as Parquet."""
