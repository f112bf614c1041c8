"""Plants of disclosure."""
