"""What a person who came in may see: one set of views for pages, the API, mail and files."""
