"""What goes wrong with permit cases, and what only looks like it; a file for each part of the procedure."""
