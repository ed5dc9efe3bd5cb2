"""What the style page shows."""
