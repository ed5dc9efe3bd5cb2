"""Web pages, and what a clipboard holds of them."""
