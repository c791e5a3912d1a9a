"""Puts the name and the e-mail address of a turn into the form, and out of what is left to read."""

from dataclasses import replace

from bot.dialogue.addresses import ADDRESS, Email, NotAnEmail, hear_email, written_out
from bot.dialogue.booking_form import BookingForm, Field
from bot.dialogue.desk import Desk
from bot.dialogue.people import corrected, hear_name, resembles, surely_a_name
from bot.dialogue.reply import Reply


def hear_details(
    desk: Desk, form: BookingForm, said: str, *, asked: Field | None, question: bool
) -> tuple[BookingForm, tuple[Reply, ...]]:
    """Return the form with the name and address in `said`, and what is said about them.

    `question`: the turn reads as one about something else, so a name must be introduced, or look like one.
    """
    if form.moving is not None:
        return form, ()
    named = _with_name(form, said, asked=asked, question=question)
    match hear_email(said):
        case Email(address=address, meant=str(meant)) if form.doubted_email != (address, meant):
            return replace(named, email=None, doubted_email=(address, meant)), ()
        case Email(address=address):
            return replace(named, email=address, doubted_email=None), ()
        case NotAnEmail(meant=str(meant)):
            return replace(named, email=None, doubted_email=("", meant)), ()
        case NotAnEmail(typed=typed):
            return named, (Reply(kind="notice", text=desk.say("email_invalid", typed=typed)),)
        case None:
            return named, ()


def without_details(said: str) -> str:
    """Return `said` without addresses and the name beside them: digits and months in those are no date."""
    rest = ADDRESS.sub(" , ", written_out(said))
    name = hear_name(said, asked=False)
    return rest.replace(name, " , ") if name else rest


def _with_name(form: BookingForm, said: str, *, asked: Field | None, question: bool) -> BookingForm:
    introduced = hear_name(said, asked=False)
    if introduced is not None:
        return replace(form, name=corrected(form.name, introduced) if form.name else introduced)
    if asked is Field.CONFIRMED and form.name and (better := hear_name(said, asked=True)):
        return replace(form, name=corrected(form.name, better)) if resembles(form.name, better) else form
    whole = hear_name(said, asked=True) if asked is Field.NAME else None
    if whole is None or (question and not surely_a_name(whole)):
        return form
    return replace(form, name=whole)
