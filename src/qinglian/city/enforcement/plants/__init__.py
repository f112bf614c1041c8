"""What goes wrong with penalty cases, and what only looks like it; a file for each part of the procedure."""
