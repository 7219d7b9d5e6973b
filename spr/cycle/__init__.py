"""A year's cycle, one module for each thing that is done in it: files are read, checked, changed, written."""
