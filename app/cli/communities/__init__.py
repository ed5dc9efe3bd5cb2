"""Commands about charters, their people, texts and decisions."""
