"""How long to wait before the next try. Pure."""

LONGEST_SECONDS = 300.0


def delay_before(attempt: int, *, retry_after: float | None, jitter: float) -> float:
    """Return the seconds to wait after the `attempt`-th failure; `jitter` lies between 0 and 1.

    What the other side asks for is honoured exactly; else the wait doubles, up to five minutes, less up to
    half of it, so that all who failed together do not come back together.
    """
    if retry_after is not None:
        return max(retry_after, 0.0)
    longest = min(LONGEST_SECONDS, 2.0 ** min(attempt, 16))
    return longest * (1 - jitter / 2)
