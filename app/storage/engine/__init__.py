"""Databases: addresses, connections, transactions, clocks."""
