"""The record: its events, its lines, and what is said in it when a clock ran ahead."""
