"""What is said about a proposal, and the glossary."""
