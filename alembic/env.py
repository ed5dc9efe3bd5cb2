"""Alembic's entry: it runs on a connection that `app.storage.upkeep.upgrading` gives it.

The transaction is open already, and who opened it ends it: all migrations together.
"""

from alembic import context

from app.storage.tables import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    on_version_apply=context.config.attributes.get("on_version_apply", ()),
)
context.run_migrations()
