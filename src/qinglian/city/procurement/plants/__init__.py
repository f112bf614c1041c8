"""What goes wrong with government purchases, and what only looks like it; a file for each part of the procedure."""
