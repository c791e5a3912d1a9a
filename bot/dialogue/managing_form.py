"""Managing a booked interview in a chat: found by reference and e-mail if need be, then shown or changed."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from bot.booking.bookings import Booking, Status
from bot.booking.lookup import find, get_booking
from bot.booking.policy import check_cancellable
from bot.booking.refusals import NotFound, TooLate, TooManyTries
from bot.dialogue import managing
from bot.dialogue.addresses import Email, NotAnEmail, hear_email
from bot.dialogue.agreeing import says_no, says_yes
from bot.dialogue.booking import MISSES_BEFORE_HELP, Heard, begin_moving
from bot.dialogue.booking_questions import says, stop_button
from bot.dialogue.choosing_moment import Choosing
from bot.dialogue.references import hear_reference
from bot.dialogue.reply import Choice, Reply
from bot.dialogue.utterance import Utterance
from bot.wording import dutch

CANCELLING, KEEPING, LOST = "annuleer", "houden", "kwijt"
_LOST_WORDS = ("kwijt", "vergeten", "geen", "vind", "niet meer", "verloren", "gewist", "weet")
_NOT_ELSEWHERE = {
    "affirm", "deny", "dont_know", "correction", "out_of_scope", "nlu_fallback", "other_language",
    "inform_moment", "more_options", "communication_email", "not_in_bundle", "tell_diploma",
}  # fmt: skip


class Purpose(StrEnum):
    """What is to be done with the interview; the values are the intents that ask for it."""

    SHOW = "show_interview"
    MOVE = "move_interview"
    CANCEL = "cancel_interview"
    RESEND = "resend_invitation"


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagingForm:
    """What was heard so far. `wanted`: the words in which it was asked.

    `cancelling`: the id of the booking that waits for a yes.
    """

    purpose: Purpose
    wanted: str = ""
    reference: str | None = None
    email: str | None = None
    cancelling: str | None = None
    refused: bool = False
    misses: int = 0

    def as_kept(self) -> dict[str, Any]:
        """Return it as the engine keeps it."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class Managed:
    """What a turn changed. `known`: the id of the booking found; `moving`: the booking form to go on with."""

    form: ManagingForm
    replies: tuple[Reply, ...] = ()
    over: bool = False
    known: str | None = None
    moving: Heard | None = None


def form_from(kept: dict[str, Any]) -> ManagingForm:
    """Return the form that `as_kept` made ready for the engine."""
    return ManagingForm(**(kept | {"purpose": Purpose(kept["purpose"])}))


def begin(at: Choosing, utterance: Utterance, *, known: Booking | None) -> Managed:
    """Begin with the chat's own booking, or with the reference and the address that prove another."""
    purpose = Purpose(utterance.intent) if utterance.intent in set(Purpose) else Purpose.SHOW
    form = ManagingForm(purpose=purpose, wanted="" if utterance.pressed else utterance.said)
    given = None if utterance.pressed else _with_proof(form, utterance.said)
    if given is not None and given.reference is not None:
        return _looked_up(at, given)
    if known is None:
        return _lost(at, form) if _is_lost(utterance) else Managed(form=given or form)
    if known.status is Status.CANCELLED:
        return _over(form, managing.show(at.desk, known))
    return _proceed(at, form, known, moment=utterance.moment)


def hear(at: Choosing, form: ManagingForm, utterance: Utterance) -> Managed | None:
    """Return what the turn changed, or None when it was a question about something else."""
    if utterance.means("stop", "start_again"):
        return _stopped(at, form)
    if form.cancelling is not None:
        return _hear_cancelling(at, form, get_booking(at.desk.store, form.cancelling), utterance)
    given = None if utterance.pressed else _with_proof(form, utterance.said)
    if given is not None:
        return _looked_up(at, given)
    if _is_lost(utterance):
        return _lost(at, form)
    if utterance.intent in set(Purpose) and utterance.means(utterance.intent):
        return Managed(form=replace(form, purpose=Purpose(utterance.intent)))
    return None if _is_elsewhere(utterance) else _missed(at, form, "lookup_unclear")


def ask(at: Choosing, form: ManagingForm) -> Reply:
    """Return the question: which interview is it, or must it really be cancelled."""
    if form.cancelling is not None:
        moment = dutch.moment(get_booking(at.desk.store, form.cancelling).start)
        buttons = (
            says("cancel_yes", Purpose.CANCEL, CANCELLING),
            says("keep_button", Purpose.CANCEL, KEEPING),
        )
        return Reply(kind="question", text=at.desk.say("ask_cancel", moment=moment), buttons=buttons)
    missing = {
        (True, True): "ask_both_again" if form.refused else "ask_reference_and_email",
        (True, False): "ask_reference",
        (False, True): "ask_booked_email",
    }
    key = missing[form.reference is None, form.email is None]
    lost = Choice(title=at.desk.say("lost_button"), payload=f'/show_interview{{"choice":"{LOST}"}}')
    return Reply(kind="question", text=at.desk.say(key), buttons=(lost, stop_button()))


def _with_proof(form: ManagingForm, said: str) -> ManagingForm | None:
    reference = hear_reference(said)
    match hear_email(said):
        case Email(address=address):
            email: str | None = address
        case NotAnEmail(typed=typed):
            email = typed
        case None:
            email = None
    if reference is None and email is None:
        return None
    return replace(form, reference=reference or form.reference, email=email or form.email, misses=0)


def _looked_up(at: Choosing, form: ManagingForm) -> Managed:
    if form.reference is None or form.email is None:
        return Managed(form=form)
    try:
        found = find(at.desk.store, form.reference, form.email, now=at.now, who=at.conversation)
    except NotFound as refused:
        again = replace(form, reference=None, email=None, refused=True)
        return Managed(form=again, replies=(managing.refusal(at.desk, refused),))
    except TooManyTries as refused:
        return _over(form, managing.refusal(at.desk, refused))
    if found.status is Status.CANCELLED:
        return replace(_over(form, managing.show(at.desk, found)), known=found.id)
    return _proceed(at, form, found)


def _proceed(at: Choosing, form: ManagingForm, booking: Booking, *, moment: str | None = None) -> Managed:
    match form.purpose:
        case Purpose.SHOW:
            done = _over(form, managing.show(at.desk, booking))
        case Purpose.RESEND:
            done = _over(form, managing.resend(at.desk, booking, now=at.now))
        case Purpose.CANCEL:
            done = _cancelling(at, form, booking)
        case Purpose.MOVE:
            wanted = form.wanted.replace(form.reference or "\n", " , ")
            asked = Utterance(said=wanted, intent=Purpose.MOVE, confidence=1.0, moment=moment)
            done = Managed(form=form, over=True, moving=begin_moving(at, booking, asked))
    return replace(done, known=booking.id)


def _cancelling(at: Choosing, form: ManagingForm, booking: Booking) -> Managed:
    try:
        check_cancellable(booking.start, now=at.now)
    except TooLate:
        return _over(form, Reply(kind="notice", text=at.desk.say("begun")))
    return Managed(form=replace(form, purpose=Purpose.CANCEL, cancelling=booking.id, misses=0))


def _hear_cancelling(
    at: Choosing, form: ManagingForm, booking: Booking, utterance: Utterance
) -> Managed | None:
    if utterance.pressed and utterance.said in (CANCELLING, KEEPING):
        agreed: bool | None = utterance.said == CANCELLING
    elif says_no(utterance):
        agreed = False
    elif says_yes(utterance) or (utterance.means(Purpose.CANCEL) and not utterance.pressed):
        agreed = True
    else:
        agreed = None
    if agreed is not None:
        told = managing.cancel(at.desk, booking, now=at.now) if agreed else managing.keep(at.desk, booking)
        return _over(form, told)
    if utterance.means(Purpose.MOVE, "inform_moment") or utterance.moment is not None:
        moving = replace(form, purpose=Purpose.MOVE, wanted=utterance.said, cancelling=None)
        return _proceed(at, moving, booking, moment=utterance.moment)
    return None if _is_elsewhere(utterance) else _missed(at, form, "cancel_unclear")


def _is_lost(utterance: Utterance) -> bool:
    said = utterance.said.lower()
    about_it = "ref" in said or "code" in said or "mail" in said
    lost = about_it and any(word in said for word in _LOST_WORDS)
    return said == LOST or lost or utterance.means("dont_know")


def _lost(at: Choosing, form: ManagingForm) -> Managed:
    text = at.desk.say("reference_lost")
    return _over(form, Reply(kind="notice", text=text, buttons=(managing.find_button(),)))


def _stopped(at: Choosing, form: ManagingForm) -> Managed:
    if form.cancelling is not None:
        return _over(form, managing.keep(at.desk, get_booking(at.desk.store, form.cancelling)))
    return _over(form, Reply(kind="notice", text=at.desk.say("lookup_stopped")))


def _missed(at: Choosing, form: ManagingForm, key: str) -> Managed:
    missed = replace(form, misses=form.misses + 1)
    if missed.misses % MISSES_BEFORE_HELP:
        return Managed(form=missed, replies=(Reply(kind="notice", text=at.desk.say(key)),))
    helping = Reply(kind="notice", text=at.desk.say("unclear_again"), buttons=(stop_button(),))
    return Managed(form=missed, replies=(helping,))


def _is_elsewhere(utterance: Utterance) -> bool:
    return utterance.intent not in _NOT_ELSEWHERE and utterance.means(utterance.intent)


def _over(form: ManagingForm, reply: Reply) -> Managed:
    return Managed(form=form, replies=(reply,), over=True)
