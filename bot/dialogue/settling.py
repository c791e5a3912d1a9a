"""Turns a confirmed form into a booking. Only here is it said, once its row is written."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.booking import service
from bot.booking.bookings import Booking, Candidate
from bot.booking.refusals import (
    AlreadyBooked,
    BookingRefused,
    HoldExpired,
    NotFound,
    NotInvited,
    PeriodOver,
    TooLate,
    TooManyMoves,
)
from bot.dialogue.booking_form import BookingForm, HeldMoment
from bot.dialogue.desk import Desk
from bot.dialogue.managing import already_booked, changes, find_button, refusal
from bot.dialogue.reply import Reply
from bot.wording import dutch

_FINAL = (NotInvited, TooLate, TooManyMoves, PeriodOver, NotFound)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """How confirming ended: the form after it, what to say, whether that was the end, the booking's id."""

    form: BookingForm
    replies: tuple[Reply, ...]
    over: bool
    booked: str | None = None


def settle(desk: Desk, form: BookingForm, *, conversation: str, now: datetime) -> Settled:
    """Book, or move, what the form holds; a refusal is said and the form goes on where that makes sense."""
    try:
        booking = _write(desk, form, conversation=conversation, now=now)
    except AlreadyBooked as refused:
        return _refused_second(desk, form, refused, conversation, now=now)
    except _FINAL as refused:
        return Settled(form=form, replies=(refusal(desk, refused),), over=True)
    except BookingRefused as refused:
        return Settled(form=replace(form, held=None), replies=(refusal(desk, refused),), over=False)
    booking, written = desk.deliver(booking, now)
    told = _told(desk, form, booking, written=written)
    return Settled(form=replace(form, done=True), replies=(told,), over=True, booked=booking.id)


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
        return Settled(form=form, replies=(already_booked(desk, refused.booking),), over=True)
    # Whoever types an address need not be its owner: no moment and no reference is told.
    elsewhere = Reply(kind="notice", text=desk.say("already_elsewhere"), buttons=(find_button(),))
    return Settled(form=form, replies=(elsewhere,), over=True)


def _told(desk: Desk, form: BookingForm, booking: Booking, *, written: bool) -> Reply:
    if form.moving is not None:
        key, status = ("moved" if written else "moved_pending"), "moved"
    else:
        key, status = ("confirmed", "confirmed") if written else ("pending", "pending")
    text = desk.say(key, moment=dutch.moment(booking.start), reference=booking.reference, email=booking.email)
    if form.moving is None:
        text = f"{text}\n{desk.say('not_a_selection')}"
    return Reply(kind="notice", text=text, buttons=changes(), card=desk.card(booking, status))
