"""What goes wrong on sections of road works, and what only looks like it."""
