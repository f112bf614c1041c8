"""Plants of duties."""
