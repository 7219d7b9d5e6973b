"""One file for one subject; each function is a rule."""
