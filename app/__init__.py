"""The service: storage, services, and the doors through which people and programs come in."""
