"""What goes wrong with rule documents and decisions, and what only looks like it."""
