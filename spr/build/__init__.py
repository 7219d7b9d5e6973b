"""From data to a site: a run of the generator per year, home last, moved into place when all is there."""
