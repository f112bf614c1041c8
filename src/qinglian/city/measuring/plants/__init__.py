"""What goes wrong when works are measured, and what only looks like it."""
