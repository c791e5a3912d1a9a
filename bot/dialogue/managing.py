"""What a candidate can do with a booked interview: see it, cancel it, have the invitation again."""

from datetime import datetime

from bot.booking import service
from bot.booking.bookings import Booking, Status
from bot.booking.refusals import (
    BookingRefused,
    HoldExpired,
    NotFound,
    NotInvited,
    NotOffered,
    PeriodOver,
    SlotTaken,
    TooLate,
    TooManyMoves,
    TooManyResends,
    TooManyTries,
    TooSoon,
)
from bot.dialogue.desk import Desk
from bot.dialogue.reply import Choice, Reply
from bot.store import Store
from bot.wording import dutch
from bot.wording.texts import say

_SENTENCES: dict[type[BookingRefused], str] = {
    HoldExpired: "hold_expired",
    SlotTaken: "taken",
    NotOffered: "hold_expired",
    TooSoon: "hold_expired",
    NotInvited: "not_invited",
    TooManyMoves: "too_many_moves",
    TooManyResends: "too_many_resends",
    TooLate: "too_late",
    PeriodOver: "period_over",
    NotFound: "not_found",
    TooManyTries: "too_many_tries",
}


def booking_at_hand(store: Store, known: str | None, *, conversation: str) -> Booking | None:
    """Return the booking that a chat is about: the one it found (`known`) or made; a live one comes first."""
    found = None if known is None else service.get_booking(store, known)
    if found is not None and found.status is Status.CONFIRMED:
        return found
    return service.booking_of_conversation(store, conversation) or found


def show(desk: Desk, booking: Booking) -> Reply:
    """Show an interview, also one that was cancelled."""
    key = "shown" if booking.status is Status.CONFIRMED else "shown_cancelled"
    text = desk.say(key, moment=dutch.moment(booking.start), reference=booking.reference)
    return Reply(kind="notice", text=text, buttons=_next_steps(booking), card=_card(desk, booking))


def already_booked(desk: Desk, booking: Booking) -> Reply:
    """Show the one interview that a candidate has, and what can be done with it."""
    text = desk.say("already", moment=dutch.moment(booking.start), reference=booking.reference)
    return Reply(kind="notice", text=text, buttons=changes(), card=_card(desk, booking))


def keep(desk: Desk, booking: Booking) -> Reply:
    """Say that the interview goes on standing."""
    text = desk.say("kept", moment=dutch.moment(booking.start))
    return Reply(kind="notice", text=text, card=_card(desk, booking))


def cancel(desk: Desk, booking: Booking, *, now: datetime) -> Reply:
    """Cancel an interview, now that the candidate has said so twice."""
    try:
        gone = service.cancel(desk.store, desk.rules, booking.id, now=now)
    except TooLate:
        return Reply(kind="notice", text=desk.say("begun"))
    except BookingRefused as refused:
        return refusal(desk, refused)
    desk.deliver(gone, now)
    text = desk.say("cancelled", moment=dutch.moment(gone.start))
    return Reply(kind="notice", text=text, buttons=(_book_button(),), card=_card(desk, gone))


def resend(desk: Desk, booking: Booking, *, now: datetime) -> Reply:
    """Send the invitation again to the address it was made with."""
    try:
        again = service.resend(desk.store, desk.rules, booking.id, now=now)
    except BookingRefused as refused:
        return refusal(desk, refused)
    desk.deliver(again, now)
    return Reply(kind="notice", text=desk.say("resent", email=again.email))


def refusal(desk: Desk, refused: BookingRefused) -> Reply:
    """Say in a sentence why booking said no."""
    moment = dutch.moment(refused.start) if isinstance(refused, TooLate) else ""
    text = desk.say(
        _SENTENCES[type(refused)],
        moment=moment,
        limit=desk.rules.max_moves,
        last=dutch.long_date(desk.rules.period.last),
    )
    return Reply(kind="notice", text=text)


def changes() -> tuple[Choice, ...]:
    """Return the buttons for what can be done with a live interview."""
    return (
        Choice(title=say("booking.move_button"), payload="/move_interview"),
        Choice(title=say("booking.cancel_button"), payload="/cancel_interview"),
    )


def find_button() -> Choice:
    """Return the button that finds an interview made elsewhere."""
    return Choice(title=say("booking.find_button"), payload="/show_interview")


def _next_steps(booking: Booking) -> tuple[Choice, ...]:
    return changes() if booking.status is Status.CONFIRMED else (_book_button(),)


def _book_button() -> Choice:
    return Choice(title=say("booking.book_button"), payload="/book_interview")


def _card(desk: Desk, booking: Booking) -> dict[str, object]:
    return desk.card(booking, booking.status.value)
