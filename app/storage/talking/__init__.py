"""What is said about amendments, between rows and values."""
