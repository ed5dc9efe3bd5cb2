"""Alembic's entry: it runs on a connection that `app.storage.migrate` gives it."""

from alembic import context

from app.storage.tables import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
if not context.config.attributes.get("within"):
    connection.commit()
