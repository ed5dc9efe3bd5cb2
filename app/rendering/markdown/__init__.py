"""A charter's Markdown as HTML, passage by passage."""
