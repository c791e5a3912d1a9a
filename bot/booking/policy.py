"""The rules of the house about when a moment may be chosen and when a booking may still change."""

from datetime import datetime

from bot.booking.grid import Moment, Reason, moment_at, standing
from bot.booking.refusals import NotOffered, PeriodOver, TooLate, TooManyMoves, TooSoon
from bot.booking.rules import BookingRules


def bookable(rules: BookingRules, start: datetime, *, now: datetime) -> Moment:
    """Return the moment that begins at `start`. Raises PeriodOver, NotOffered, TooSoon."""
    reason = standing(rules, start, now=now)
    if reason is Reason.PERIOD_OVER:
        raise PeriodOver(last=rules.period.last)
    if reason is Reason.TOO_SOON:
        raise TooSoon(start=start, earliest=now + rules.notice_to_book)
    if reason is not Reason.FREE:
        raise NotOffered(start=start, reason=reason)
    return moment_at(rules, start)


def check_movable(rules: BookingRules, start: datetime, moves: int, *, now: datetime) -> None:
    """Refuse to move an interview that begins at `start`. Raises TooLate, TooManyMoves."""
    deadline = start - rules.notice_to_move
    if now > deadline:
        raise TooLate(start=start, deadline=deadline)
    if moves >= rules.max_moves:
        raise TooManyMoves(limit=rules.max_moves)


def check_cancellable(start: datetime, *, now: datetime) -> None:
    """Refuse to cancel an interview that has begun; until then late is better than never. Raises TooLate."""
    if now >= start:
        raise TooLate(start=start, deadline=start)
