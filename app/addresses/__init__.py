"""The address of every page and form, by name: pages, letters and redirects take it from here.

With the slug "" an address is that within the charter, as letters and the record have it.
"""

# Each address is declared once, so whoever adds one need not list it here.
from app.addresses.amendments import *  # noqa: F403
from app.addresses.charters import *  # noqa: F403
from app.addresses.people import *  # noqa: F403
