"""Turns a confirmed form into a booking. Only here is it said, once its row is written."""

from dataclasses import replace
from datetime import datetime

from bot.booking import service
from bot.booking.bookings import Booking, Candidate
from bot.booking.refusals import (
    AlreadyBooked,
    BookingRefused,
    HoldExpired,
    NotInvited,
    TooLate,
    TooManyMoves,
)
from bot.dialogue.booking_form import BookingForm, HeldMoment
from bot.dialogue.desk import Desk
from bot.dialogue.managing import already_booked, refusal
from bot.dialogue.reply import Reply
from bot.wording import dutch

Settled = tuple[BookingForm, tuple[Reply, ...], bool]
_FINAL = (AlreadyBooked, NotInvited, TooLate, TooManyMoves)


def settle(desk: Desk, form: BookingForm, *, conversation: str, now: datetime) -> Settled:
    """Book, or move, what the form holds. Returns the form, what to say, and whether that was the end."""
    try:
        booking = _write(desk, form, conversation=conversation, now=now)
    except AlreadyBooked as refused:
        return _refused_second(desk, form, refused, conversation, now=now)
    except _FINAL as refused:
        return form, (refusal(desk, refused),), True
    except BookingRefused as refused:
        return replace(form, held=None), (refusal(desk, refused),), False
    booking, written = desk.deliver(booking, now)
    return replace(form, done=True), (_told(desk, form, booking, written=written),), True


def _write(desk: Desk, form: BookingForm, *, conversation: str, now: datetime) -> Booking:
    if form.held is None:
        raise HoldExpired(start=None)
    if form.moving is not None:
        return service.move(
            desk.store, desk.calendar, desk.rules, form.moving, form.held.start,
            now=now, conversation=conversation,
        )  # fmt: skip
    candidate = Candidate(name=form.name or "", email=form.email or "")
    try:
        return _book(desk, form.held, candidate, now=now)
    except HoldExpired:
        # Ten minutes went by; the moment may well be free still.
        again = service.hold(
            desk.store, desk.calendar, desk.rules, form.held.start, conversation=conversation, now=now
        )
        return _book(desk, HeldMoment(start=again.moment.start, hold=again.id), candidate, now=now)


def _book(desk: Desk, held: HeldMoment, candidate: Candidate, *, now: datetime) -> Booking:
    return service.book(desk.store, desk.rules, held.hold, candidate, now=now, calendar=desk.calendar)


def _refused_second(
    desk: Desk, form: BookingForm, refused: AlreadyBooked, conversation: str, *, now: datetime
) -> Settled:
    if form.held is not None:
        service.release(desk.store, form.held.hold, now=now)
    if refused.booking.conversation == conversation:
        return form, (already_booked(desk, refused.booking),), True
    # Whoever types an address need not be its owner: no moment and no reference is told.
    return form, (Reply(kind="notice", text=desk.say("already_elsewhere")),), True


def _told(desk: Desk, form: BookingForm, booking: Booking, *, written: bool) -> Reply:
    if form.moving is not None:
        key, status = ("moved" if written else "moved_pending"), "moved"
    else:
        key, status = ("confirmed", "confirmed") if written else ("pending", "pending")
    text = desk.say(key, moment=dutch.moment(booking.start), reference=booking.reference, email=booking.email)
    if form.moving is None:
        text = f"{text}\n{desk.say('not_a_selection')}"
    return Reply(kind="notice", text=text, card=desk.card(booking, status))
