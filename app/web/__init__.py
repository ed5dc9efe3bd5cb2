"""The doors for browsers (`pages`) and for programs (`api`)."""

from app.web.serving import numbers_in_addresses

# Before any module here makes a route.
numbers_in_addresses.install()
