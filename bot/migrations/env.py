"""Run by alembic: one connection, one transaction, so that a migration happens entirely or not at all."""

from pathlib import Path
from typing import Any

from alembic import context
from sqlalchemy import create_engine, event, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.pool import NullPool

_ONE_AT_A_TIME = 7_406_201_101  # an arbitrary key for PostgreSQL's advisory lock


def run() -> None:
    """Migrate the database whose url the configuration carries."""
    url = make_url(context.config.attributes["url"])
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, poolclass=NullPool)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _leave_transactions_to_us)
        event.listen(engine, "begin", _begin_immediate)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})")
        context.configure(connection=connection)
        with context.begin_transaction():
            context.run_migrations()


def _leave_transactions_to_us(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # else the driver commits before every CREATE
    connection.execute("PRAGMA busy_timeout=20000")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


run()
