"""The state of a booking that is being made in a chat, between one turn and the next."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from bot.booking.slots import Wish


class Field(StrEnum):
    """What a booking needs, in the order in which it is asked; the values are the engine's slot names."""

    MOMENT = "booking_moment"
    NAME = "candidate_name"
    EMAIL = "candidate_email"
    CONFIRMED = "booking_confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldMoment:
    """The moment that is kept free meanwhile, and the id of its hold."""

    start: datetime
    hold: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingForm:
    """Everything heard so far. `after` counts the moments shown already; `moving` is a booking's id.

    `doubted_email`: an address as typed (empty when it cannot be one) and the one that was probably meant.
    `doubt`: the question that an unclear day or hour leads to, `doubted_days` the days it may mean.
    `shown`: the moments of the last offer, in order; `prefer`: "early" or "late" among what fits.
    `refused`: the summary was not right; `misses`: turns in a row that were not understood.
    """

    held: HeldMoment | None = None
    name: str | None = None
    email: str | None = None
    doubted_email: tuple[str, str] | None = None
    doubt: str | None = None
    doubted_days: tuple[date, ...] = ()
    refused: bool = False
    done: bool = False
    wish: Wish = field(default_factory=Wish)
    prefer: str | None = None
    after: int = 0
    shown: tuple[datetime, ...] = ()
    misses: int = 0
    moving: str | None = None

    @property
    def seal(self) -> str:
        """What a confirming button stands for: it counts only for the summary that it was under."""
        summary = (self.held and self.held.start.isoformat(), self.name, self.email, self.moving)
        return hashlib.sha256(repr(summary).encode()).hexdigest()[:16]

    def as_slots(self) -> dict[str, Any]:
        """Return the engine's slots that keep this form until the next turn."""
        held = self.held
        return {
            Field.MOMENT: None if held is None else {"start": held.start.isoformat(), "hold": held.hold},
            Field.NAME: self.name or ("-" if self.moving else None),
            Field.EMAIL: self.email or ("-" if self.moving else None),
            Field.CONFIRMED: self.done or None,
            "booking_state": {
                "wish": _wish_as_json(self.wish),
                "prefer": self.prefer,
                "after": self.after,
                "shown": [start.isoformat() for start in self.shown],
                "misses": self.misses,
                "moving": self.moving,
                "doubted_email": self.doubted_email,
                "doubt": self.doubt,
                "doubted_days": [day.isoformat() for day in self.doubted_days],
                "refused": self.refused,
            },
        }


EMPTY_SLOTS: dict[str, Any] = {**dict.fromkeys(Field), "booking_state": None}


def form_from(slots: dict[str, Any]) -> BookingForm:
    """Return the form that `as_slots` kept; an empty one when none was."""
    state = slots.get("booking_state") or {}
    moment = slots.get(Field.MOMENT)
    moving = state.get("moving")
    return BookingForm(
        held=moment and HeldMoment(start=datetime.fromisoformat(moment["start"]), hold=moment["hold"]),
        name=None if moving else slots.get(Field.NAME),
        email=None if moving else slots.get(Field.EMAIL),
        doubted_email=_pair(state.get("doubted_email")),
        doubt=state.get("doubt"),
        doubted_days=tuple(date.fromisoformat(day) for day in state.get("doubted_days") or ()),
        refused=bool(state.get("refused")),
        done=bool(slots.get(Field.CONFIRMED)),
        wish=_wish_from_json(state.get("wish") or {}),
        prefer=state.get("prefer"),
        after=state.get("after", 0),
        shown=tuple(datetime.fromisoformat(start) for start in state.get("shown") or ()),
        misses=state.get("misses", 0),
        moving=moving,
    )


def _wish_as_json(wish: Wish) -> dict[str, Any]:
    return {
        "dates": None if wish.dates is None else [day.isoformat() for day in wish.dates],
        "start": wish.start and wish.start.isoformat(),
        "end": wish.end and wish.end.isoformat(),
    }


def _wish_from_json(kept: dict[str, Any]) -> Wish:
    dates, start, end = kept.get("dates"), kept.get("start"), kept.get("end")
    return Wish(
        dates=None if dates is None else tuple(date.fromisoformat(day) for day in dates),
        start=time.fromisoformat(start) if start else None,
        end=time.fromisoformat(end) if end else None,
    )


def _pair(kept: list[str] | None) -> tuple[str, str] | None:
    return None if kept is None else (kept[0], kept[1])
