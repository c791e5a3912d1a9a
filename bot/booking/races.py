"""How a use case goes on when the database let somebody else win: it looks again, in a fresh transaction."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from types import TracebackType

from sqlalchemy.exc import DBAPIError, IntegrityError

LOOKS = 25  # each lost race means that another writer committed, so this many are not lost by accident
_UNIQUE_VIOLATION = "23505"
_NOT_SERIALISED = {"40001", "40P01"}  # PostgreSQL chose this transaction to end a deadlock


def looks(*, lost: Callable[[], None] = lambda: None) -> Iterator["Look"]:
    """Yield look after look: `for look in looks(): with look, store.begin() as session: ...; return`.

    A look swallows the error of a lost race, so that the next one begins; not the last one's. `lost` is
    called after each loss and may raise, as the refusal that the loss means.
    """
    yield from (Look(lost, last=number == LOOKS) for number in range(1, LOOKS + 1))


class Look(AbstractContextManager[None, bool]):
    """One try in a fresh transaction."""

    def __init__(self, lost: Callable[[], None], *, last: bool) -> None:
        self._lost = lost
        self._last = last

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _where: TracebackType | None
    ) -> bool:
        if not isinstance(error, DBAPIError) or not _is_lost_race(error):
            return False
        self._lost()
        return not self._last


def _is_lost_race(error: DBAPIError) -> bool:
    code = getattr(error.orig, "sqlstate", None)
    if code is not None:
        return code == _UNIQUE_VIOLATION or code in _NOT_SERIALISED
    return isinstance(error, IntegrityError) and getattr(error.orig, "sqlite_errorname", "") in (
        "SQLITE_CONSTRAINT_UNIQUE",
        "SQLITE_CONSTRAINT_PRIMARYKEY",
    )
