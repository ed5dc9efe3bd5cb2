"""The record: its lines, the personal words behind them, and what is held back."""
