"""Comments, discussions, the glossary."""
