"""Plain text, Markdown and wiki markup, in any common encoding."""
