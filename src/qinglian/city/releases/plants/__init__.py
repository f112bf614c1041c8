"""Plants of the releases field, by what they are about."""
