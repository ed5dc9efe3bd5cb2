"""Numbers and labels: where a thing stands today, what refers to it, and what renumbers."""
