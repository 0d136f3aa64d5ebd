"""The environment of Alembic: it uses the connection that it is given."""

from alembic import context
from sqlalchemy import Connection

from gateway.storage.models import Row

connection: Connection = context.config.attributes["connection"]
context.configure(
    connection=connection, target_metadata=Row.metadata, render_as_batch=True, transaction_per_migration=False
)
with context.begin_transaction():
    context.run_migrations()
