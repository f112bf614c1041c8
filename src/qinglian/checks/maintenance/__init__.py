"""公路养护。Maintenance of roads."""
