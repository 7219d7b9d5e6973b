"""Pages from the year's Markdown: MkDocs, run by the one module that knows it."""
