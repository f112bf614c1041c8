"""What goes wrong with tenders, and what only looks like it; a file for each part of the procedure."""
