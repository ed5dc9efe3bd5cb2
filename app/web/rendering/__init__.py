"""From values to what people read: Markdown, redlines, moments in time."""
