"""Reads the phrase files of this folder: `phrase: "<dates> <time>"`, or `ask`.

Dates: `-` for none, `06-30` (in the year of `now`), `2027-01-05`, a comma between several, `06-29..07-03` for
the Mondays to Fridays of a stretch, `06-27...06-30` for all of its days.
Time: `-`, `10:00`, `10:00..12:00`, `10:00..`, `..12:00`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    text: str
    now: datetime
    ask: bool
    dates: list[str] | None
    start: str | None
    end: str | None


def phrases(file: str) -> Iterator[Phrase]:
    for group in yaml.safe_load(Path(__file__).with_name(file).read_text(encoding="utf-8")):
        now = datetime.fromisoformat(str(group["now"])).replace(tzinfo=ZoneInfo("Europe/Brussels"))
        for text, expected in group["phrases"].items():
            yield _phrase(text, expected, now)


def verdict(phrase: Phrase, answer: dict[str, Any]) -> str:
    """Return "right", "asked" (asked where it is clear) or "silently wrong"."""
    if phrase.ask:
        return "right" if answer["ask"] else "silently wrong"
    if answer["ask"]:
        return "asked"
    same = (answer["dates"], answer["start"], answer["end"]) == (phrase.dates, phrase.start, phrase.end)
    return "right" if same else "silently wrong"


def _phrase(text: str, expected: str, now: datetime) -> Phrase:
    if expected == "ask":
        return Phrase(text=text, now=now, ask=True, dates=None, start=None, end=None)
    days, time = expected.split()
    start, _, end = time.partition("..") if ".." in time else (time, "", time)
    return Phrase(
        text=text,
        now=now,
        ask=False,
        dates=None if days == "-" else [day for part in days.split(",") for day in _days(part, now.year)],
        start=None if start in ("", "-") else start,
        end=None if end in ("", "-") else end,
    )


def _days(part: str, year: int) -> Iterator[str]:
    every = "..." in part
    first, _, last = part.partition("..." if every else "..")
    start, end = _day(first, year), _day(last or first, year)
    for ahead in range((end - start).days + 1):
        day = start + timedelta(days=ahead)
        if every or start == end or day.weekday() < 5:
            yield day.isoformat()


def _day(text: str, year: int) -> date:
    return date.fromisoformat(text if len(text) == 10 else f"{year}-{text}")
