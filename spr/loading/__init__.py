"""Files come in here, and nowhere else: read, parsed, each value with its place."""
