"""How a use case goes on when the database let somebody else win: it looks again, in a fresh transaction."""

from collections.abc import Iterator

from sqlalchemy.exc import DBAPIError, IntegrityError

LOOKS = 25  # each lost race means that another writer committed, so this many are not lost by accident
_UNIQUE_VIOLATION = "23505"
_NOT_SERIALISED = {"40001", "40P01"}  # PostgreSQL chose this transaction to end a deadlock


def looks() -> Iterator[bool]:
    """Yield once per look; True with the last one, after which the error is raised."""
    yield from (False for _ in range(LOOKS - 1))
    yield True


def lost_race(error: DBAPIError) -> bool:
    """Tell whether a unique index, or the database's own deadlock guard, chose somebody else."""
    code = getattr(error.orig, "sqlstate", None)
    if code is not None:
        return code == _UNIQUE_VIOLATION or code in _NOT_SERIALISED
    return isinstance(error, IntegrityError) and getattr(error.orig, "sqlite_errorname", "") in (
        "SQLITE_CONSTRAINT_UNIQUE",
        "SQLITE_CONSTRAINT_PRIMARYKEY",
    )
