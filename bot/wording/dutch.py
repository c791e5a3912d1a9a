"""How dates, times, money and lists are written out for Flemish readers. Times are shown in Brussels."""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal

BRUSSELS = ZoneInfo("Europe/Brussels")
_LOCALE = "nl_BE"


def long_date(day: date) -> str:
    """Write a day out: "woensdag 1 juli 2026"."""
    return format_date(day, "EEEE d MMMM y", locale=_LOCALE)


def short_date(day: date) -> str:
    """Write a day without weekday: "1 juli 2026"."""
    return format_date(day, "d MMMM y", locale=_LOCALE)


def clock_time(moment: time | datetime) -> str:
    """Write a time of day: "9.40 uur"; a datetime is shown in Brussels."""
    return f"{figures(moment)} uur"


def figures(moment: time | datetime) -> str:
    """Write only the figures of a time of day: "9.40"; a datetime is shown in Brussels."""
    local = moment.astimezone(BRUSSELS) if isinstance(moment, datetime) else moment
    return f"{local.hour}.{local.minute:02d}"


def moment(instant: datetime) -> str:
    """Write an instant as a Brussels moment: "woensdag 1 juli 2026 om 9.40 uur"."""
    local = instant.astimezone(BRUSSELS)
    return f"{long_date(local.date())} om {clock_time(local)}"


def euro(amount: Decimal) -> str:
    """Write an amount with two decimals and the word behind it: "1234,50 euro"."""
    return f"{format_decimal(amount, '0.00', locale=_LOCALE)} euro"


def listed(parts: Sequence[str], *, last: str = "en") -> str:
    """Join parts as a sentence does: "a, b en c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"
