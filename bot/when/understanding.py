"""What a candidate means by a date or a time: days and a window, or a question. Pure: no clock, no files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from bot.when.dates import Days, Doubt, doubt
from bot.when.hours import Hours, hours
from bot.when.joining import joined
from bot.when.line import Line
from bot.when.pieces import Said, leftover, said
from bot.when.times import Times
from bot.when.tokens import tokens
from bot.wording.dutch import BRUSSELS
from bot.wording.texts import say

LONGEST_TEXT = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """What a phrase means, before it meets the interview period or office hours. Times are times in Brussels.

    `dates`: the days it names, in order; None: none was named. `start` = `end`: an exact time; one of them
    None: open on that side. `ask`: it is not clear enough to act on, `question` says in Dutch what is missing
    and `doubt` names that question; what was clear is filled in all the same.
    """

    dates: tuple[date, ...] | None = None
    start: time | None = None
    end: time | None = None
    ask: bool = False
    question: str | None = None
    found: bool = False  # something about a day or an hour was recognised
    exact: bool = False  # one exact time, not "rond 10u"
    unconstrained: bool = False  # the candidate said that any moment is good
    prefer: str | None = None  # "early" or "late" among what fits
    earliest: date | None = None  # "vanaf 1 juli": asked, for no last day was said
    options: tuple[date, ...] = ()  # the days a doubtful phrase may mean, for buttons
    doubt: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return it as the JSON object of the command line."""
        return {
            "dates": None if self.dates is None else [day.isoformat() for day in self.dates],
            "start": None if self.start is None else self.start.strftime("%H:%M"),
            "end": None if self.end is None else self.end.strftime("%H:%M"),
            "ask": self.ask,
            "question": self.question,
        }


def understand(text: str, now: datetime) -> When:
    """Return what `text` says about the day and the hour, read in Brussels at the aware instant `now`."""
    today = now.astimezone(BRUSSELS).date()
    heard = said(Line(tokens=tokens(text[:LONGEST_TEXT]), today=today))
    times = tuple(piece for piece in heard.pieces if isinstance(piece, Times))
    window = hours(times)
    day = joined(heard, today, exact=any(one.exact for one in times))
    return _when(heard, day, window)


def _when(heard: Said, day: Days | None, window: Hours) -> When:
    found = day is not None or window != Hours(prefer=window.prefer) or bool(heard.excluded)
    wondering = _doubt(heard, day, window, found=found)
    named = tuple(sorted(day.dates)) if day and not day.doubt else ()
    exact = window.start is not None and window.start == window.end and not window.about
    early = "early" if "early" in heard.flags else "late" if "late" in heard.flags else None
    return When(
        dates=named or None,
        start=window.start,
        end=window.end,
        ask=wondering is not None,
        question=say(f"when.{wondering.question}", **dict(wondering.facts)) if wondering else None,
        found=found,
        exact=exact,
        unconstrained=bool(heard.flags) and not found,
        prefer=window.prefer or early,
        earliest=day.earliest if day else None,
        options=wondering.options if wondering else (),
        doubt=wondering.question if wondering else None,
    )


def _doubt(heard: Said, day: Days | None, window: Hours, *, found: bool) -> Doubt | None:
    if not found:
        return None if heard.flags and not leftover(heard.pieces) and not heard.doubts else doubt("nothing")
    wondering: Sequence[Doubt | None] = (day.doubt if day else None, window.doubt, *heard.doubts)
    first = next((one for one in wondering if one), None)
    if first is None and leftover(heard.pieces):
        return doubt("leftover")
    if first is None and day is None and heard.excluded and window == Hours():
        return doubt("negation")
    return first
