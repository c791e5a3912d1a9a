"""The migrations and the tables say the same."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

import bot.calendars.local  # noqa: F401 (its table is part of the metadata)
from bot.booking.tables import BookingRow
from bot.migrations.run import configuration, migrate
from bot.store import Base, Store

OURS = {
    "booking",
    "booking_event",
    "booking_lookup_failure",
    "invited_candidate",
    "local_calendar_event",
    "outbox",
    "remote_event",
}


def test_the_migrated_schema_is_that_of_the_tables(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_name": lambda name, kind, _parents: kind != "table" or name in OURS,
            },
        )
        differences = compare_metadata(context, Base.metadata)
    assert [item for item in differences if _concerns_us(item)] == []


def test_the_indexes_that_decide_races_are_there_and_partial(store: Store) -> None:
    """Alembic does not compare the conditions of an index, so this does."""
    found = {index["name"]: index for index in inspect(store.engine).get_indexes(BookingRow.__tablename__)}
    dialect = store.engine.dialect.name
    for name, columns, live in (
        ("booking_one_per_moment", ["interviewer", "start"], ("held", "confirmed")),
        ("booking_one_per_candidate", ["vacancy", "candidate"], ("held", "confirmed")),
        ("booking_one_hold_per_conversation", ["vacancy", "conversation"], ("held",)),
    ):
        condition = str(found[name]["dialect_options"][f"{dialect}_where"])
        assert (found[name]["column_names"], bool(found[name]["unique"])) == (columns, True)
        assert all(f"'{status}'" in condition for status in live)
        assert ("'confirmed'" in condition) is ("confirmed" in live)


def test_migrating_again_changes_nothing(database_url: str, store: Store) -> None:
    migrate(database_url)


def test_the_migrations_go_back_and_forth(database_url: str, store: Store) -> None:
    command.downgrade(configuration(database_url), "base")
    assert set(inspect(store.engine).get_table_names()) <= {"alembic_version"}
    migrate(database_url)
    assert set(inspect(store.engine).get_table_names()) >= OURS


def _concerns_us(difference: object) -> bool:
    text = str(difference)
    return any(f"'{table}'" in text or f"{table}." in text for table in OURS)
