"""What the person who starts the product sees: short lines, elapsed time, colours on a terminal."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_COLOURS = (36, 32, 33, 35, 34, 31)
_lock = threading.Lock()


def line(text: str) -> None:
    """Write one line, whole, whatever other threads write."""
    with _lock:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()


@contextmanager
def step(what: str, *, every: float = 5.0) -> Iterator[None]:
    """Announce `what`, say every few seconds that it is still going on, and how long it took."""
    line(f"· {what}")
    started = time.monotonic()
    over = threading.Event()

    def tell() -> None:
        while not over.wait(every):
            line(f"  … {what.lower()}: {time.monotonic() - started:.0f} s")

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        over.set()
        teller.join()
    line(f"✓ {what} ({time.monotonic() - started:.1f} s)")


def prefix(name: str, order: int, *, width: int) -> str:
    """Return the mark that opens every line of the process `name`."""
    padded = f"{name:<{width}} │ "
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return padded
    return f"\x1b[{_COLOURS[order % len(_COLOURS)]}m{padded}\x1b[0m"
