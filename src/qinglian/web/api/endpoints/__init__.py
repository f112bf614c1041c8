"""What is called: one file for each kind of object."""
