"""投标人之间。What bidders have to do with each other."""
