"""Steps of building that come too early, too late or not at all, and what only looks like it."""
