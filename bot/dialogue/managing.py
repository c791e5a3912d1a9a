"""What a candidate does with an interview made in this chat: see it, cancel it, have the invitation again."""

from datetime import datetime

from bot.booking import service
from bot.booking.bookings import Booking
from bot.booking.refusals import (
    BookingRefused,
    HoldExpired,
    NothingFree,
    NotInvited,
    NotOffered,
    PeriodOver,
    SlotTaken,
    TooLate,
    TooManyMoves,
    TooManyResends,
    TooSoon,
)
from bot.dialogue.booking_questions import says
from bot.dialogue.desk import Desk
from bot.dialogue.reply import Choice, Reply
from bot.wording import dutch
from bot.wording.texts import say

_SENTENCES: dict[type[BookingRefused], str] = {
    HoldExpired: "hold_expired",
    SlotTaken: "taken",
    NotOffered: "hold_expired",
    TooSoon: "hold_expired",
    NothingFree: "nothing_free",
    NotInvited: "not_invited",
    TooManyMoves: "too_many_moves",
    TooManyResends: "too_many_resends",
    TooLate: "too_late",
    PeriodOver: "period_over",
}


def show(desk: Desk, *, conversation: str) -> Reply:
    """Show the interview that was booked in this chat."""
    booked = service.booking_of_conversation(desk.store, conversation)
    if booked is None:
        return none_here(desk)
    text = desk.say("shown", moment=dutch.moment(booked.start), reference=booked.reference)
    return Reply(kind="notice", text=text, buttons=_changes(), card=desk.card(booked, "confirmed"))


def cancel(desk: Desk, *, confirmed: bool, kept: bool, conversation: str, now: datetime) -> Reply:
    """Ask whether the interview must be cancelled, and cancel it once that is confirmed."""
    booked = service.booking_of_conversation(desk.store, conversation)
    if booked is None:
        return none_here(desk)
    moment = dutch.moment(booked.start)
    if kept:
        return Reply(kind="notice", text=desk.say("kept", moment=moment), card=desk.card(booked, "confirmed"))
    if not confirmed:
        buttons = (
            says("cancel_yes", "cancel_interview", "ja"),
            says("keep_button", "cancel_interview", "nee"),
        )
        return Reply(kind="question", text=desk.say("ask_cancel", moment=moment), buttons=buttons)
    try:
        gone = service.cancel(desk.store, desk.rules, booked.id, now=now)
    except BookingRefused as refused:
        return refusal(desk, refused)
    desk.deliver(gone, now)
    return Reply(kind="notice", text=desk.say("cancelled", moment=moment), card=desk.card(gone, "cancelled"))


def resend(desk: Desk, *, conversation: str, now: datetime) -> Reply:
    """Send the invitation again to the address it was made with."""
    booked = service.booking_of_conversation(desk.store, conversation)
    if booked is None:
        return none_here(desk)
    try:
        again = service.resend(desk.store, desk.rules, booked.id, now=now)
    except BookingRefused as refused:
        return refusal(desk, refused)
    desk.deliver(again, now)
    return Reply(kind="notice", text=desk.say("resent", email=again.email))


def already_booked(desk: Desk, booked: Booking) -> Reply:
    """Show the one interview that a candidate has, and what can be done with it."""
    text = desk.say("already", moment=dutch.moment(booked.start), reference=booked.reference)
    return Reply(kind="notice", text=text, buttons=_changes(), card=desk.card(booked, "confirmed"))


def none_here(desk: Desk) -> Reply:
    """Say that this chat knows of no interview, and how to reach one made elsewhere."""
    book = Choice(title=say("booking.book_button"), payload="/book_interview")
    return Reply(kind="notice", text=desk.say("none_here"), buttons=(book,))


def refusal(desk: Desk, refused: BookingRefused) -> Reply:
    """Say in a sentence why booking said no."""
    key = _SENTENCES[type(refused)]
    moment = dutch.moment(refused.start) if isinstance(refused, TooLate) else ""
    text = desk.say(
        key,
        moment=moment,
        limit=desk.rules.max_moves,
        last=dutch.long_date(desk.rules.period.last),
    )
    return Reply(kind="notice", text=text)


def _changes() -> tuple[Choice, ...]:
    return (
        Choice(title=say("booking.move_button"), payload="/move_interview"),
        Choice(title=say("booking.cancel_button"), payload="/cancel_interview"),
    )
