"""Listens while an interview is being booked or moved: hears moment, name and address in any order."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.booking import service
from bot.booking.grid import is_over
from bot.booking.slots import AT_ONCE
from bot.dialogue.booking_form import BookingForm, Field
from bot.dialogue.choosing_moment import choose, let_go
from bot.dialogue.desk import Desk
from bot.dialogue.managing import already_booked, none_here
from bot.dialogue.people import Email, NotAnEmail, hear_email, hear_name
from bot.dialogue.reply import Reply
from bot.dialogue.settling import settle
from bot.dialogue.utterance import Utterance
from bot.wording import dutch

# What is no answer to a question of the form, yet no question about the vacancy either.
_ABOUT_THE_FORM = {
    "inform_moment", "book_interview", "move_interview", "more_options", "affirm", "deny", "dont_know",
    "tell_diploma", "out_of_scope", "nlu_fallback", "other_language",
}  # fmt: skip
_UNCLEAR = {
    Field.MOMENT: "moment_unclear",
    Field.NAME: "name_unclear",
    Field.EMAIL: "email_unclear",
    Field.CONFIRMED: "confirm_unclear",
}
_CHANGES = {
    "moment": ("moment", "dag", "datum", "uur", "tijd"),
    "name": ("naam",),
    "email": ("mail", "adres"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a turn changed: the form after it, and what is said before the next question.

    `over` says that there is no next question.
    """

    form: BookingForm
    replies: tuple[Reply, ...] = ()
    over: bool = False


def begin(desk: Desk, utterance: Utterance, *, conversation: str, now: datetime) -> Heard:
    """Open the form on what the candidate already said in asking for it."""
    booked = service.booking_of_conversation(desk.store, conversation)
    moving = utterance.intent == "move_interview"
    if moving and booked is None:
        return _over(none_here(desk))
    if booked is not None and not moving:
        return _over(already_booked(desk, booked))
    if is_over(desk.rules, now=now):
        last = dutch.long_date(desk.rules.period.last)
        return _over(Reply(kind="notice", text=desk.say("period_over", last=last)))
    form = BookingForm(moving=booked.id if booked is not None else None)
    return _fill(desk, form, utterance, None, conversation=conversation, now=now)


def hear(
    desk: Desk, form: BookingForm, asked: Field, utterance: Utterance, *, conversation: str, now: datetime
) -> Heard | None:
    """Return what the turn changed, or None when it was not about the booking (a question in between)."""
    if utterance.means("stop", "cancel_interview"):
        return None
    if asked is Field.CONFIRMED and utterance.means("affirm", at_least=0.4):
        form, replies, over = settle(desk, form, conversation=conversation, now=now)
        return Heard(form=form, replies=replies, over=over)
    if asked is Field.MOMENT and utterance.means("more_options"):
        return Heard(form=replace(form, after=form.after + AT_ONCE))
    if asked is Field.EMAIL and form.doubted_email is not None and utterance.means("affirm", at_least=0.4):
        return Heard(form=replace(form, email=form.doubted_email[1], doubted_email=None))
    filled = _fill(desk, form, utterance, asked, conversation=conversation, now=now)
    if filled.form != replace(form, refused=False, doubt=None, doubted_days=()) or filled.replies:
        return filled
    if asked is Field.CONFIRMED and utterance.means("deny", at_least=0.4):
        return Heard(form=_reopened(desk, form, utterance.said, now=now))
    if _is_another_question(utterance):
        return None
    return Heard(form=form, replies=(Reply(kind="notice", text=desk.say(_UNCLEAR[asked])),))


def stop(desk: Desk, form: BookingForm, *, now: datetime) -> Reply:
    """Leave the form: the moment it kept is free again, an interview that stood goes on standing."""
    let_go(desk, form, now=now)
    if form.moving is None:
        return Reply(kind="notice", text=desk.say("stopped"))
    booked = service.get_booking(desk.store, form.moving)
    return Reply(kind="notice", text=desk.say("stopped_move", moment=dutch.moment(booked.start)))


def _fill(
    desk: Desk,
    form: BookingForm,
    utterance: Utterance,
    asked: Field | None,
    *,
    conversation: str,
    now: datetime,
) -> Heard:
    """Put what the turn holds into the form; a name is not searched for a date, nor a date for a name."""
    with_address, replies = _with_address(desk, form, utterance.said)
    name = None if form.moving else hear_name(utterance.said, asked=asked is Field.NAME)
    filled = replace(with_address, name=name or form.name, refused=False, doubt=None, doubted_days=())
    personal = name is not None or with_address != form or bool(replies)
    if asked in (Field.NAME, Field.EMAIL) and personal:
        return Heard(form=filled, replies=replies)
    chosen = choose(desk, filled, utterance, conversation=conversation, now=now)
    if chosen is None:
        return Heard(form=filled, replies=replies)
    return Heard(form=chosen[0], replies=(*replies, *chosen[1]))


def _with_address(desk: Desk, form: BookingForm, said: str) -> tuple[BookingForm, tuple[Reply, ...]]:
    match None if form.moving else hear_email(said):
        case Email(address=address, meant=str(meant)) if form.doubted_email != (address, meant):
            return replace(form, email=None, doubted_email=(address, meant)), ()
        case Email(address=address):
            return replace(form, email=address, doubted_email=None), ()
        case NotAnEmail(typed=typed):
            return form, (Reply(kind="notice", text=desk.say("email_invalid", typed=typed)),)
        case None:
            return form, ()


def _reopened(desk: Desk, form: BookingForm, said: str, *, now: datetime) -> BookingForm:
    wanted = {part for part, words in _CHANGES.items() if any(word in said.lower() for word in words)}
    if not wanted:
        return replace(form, refused=True)
    if "email" in wanted:
        form = replace(form, email=None)
    elif "name" in wanted:
        form = replace(form, name=None)
    return let_go(desk, form, now=now) if "moment" in wanted else form


def _is_another_question(utterance: Utterance) -> bool:
    return utterance.intent not in _ABOUT_THE_FORM


def _over(reply: Reply) -> Heard:
    return Heard(form=BookingForm(), replies=(reply,), over=True)
