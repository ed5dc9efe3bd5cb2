"""From a charter's text to what people read, for pages and for files alike."""
