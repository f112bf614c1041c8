"""What goes wrong in the upkeep of roads, and what only looks like it."""
