"""What is said about amendments: comments, questions, who is called, and the glossary."""
