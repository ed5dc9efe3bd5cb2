"""A proposal's page, its story, and the small acts on it."""
