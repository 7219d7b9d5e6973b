"""The finished site on its way to its readers: archives, and what a web server must be told."""
