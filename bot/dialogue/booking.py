"""Listens while an interview is being booked or moved: hears moment, name and address in any order."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.booking.bookings import Booking, Status
from bot.booking.grid import is_over
from bot.booking.lookup import get_booking
from bot.booking.policy import check_movable
from bot.booking.refusals import BookingRefused
from bot.booking.slots import AT_ONCE, Wish
from bot.dialogue.agreeing import has_yes, says_no, says_yes, to_change
from bot.dialogue.booking_form import BookingForm, Field
from bot.dialogue.booking_questions import CONFIRMING, stop_button
from bot.dialogue.choosing_moment import Choosing, agrees, choose, keep, let_go
from bot.dialogue.details import hear_details, without_details
from bot.dialogue.managing import already_booked, refusal, show
from bot.dialogue.pointing import pointed_at
from bot.dialogue.reply import Reply
from bot.dialogue.settling import settle
from bot.dialogue.utterance import Utterance
from bot.when.understanding import understand
from bot.wording import dutch

MISSES_BEFORE_HELP = 3
FEW_WORDS = 4  # "ander e-mailadres" is about the form, whatever else it may look like
# What is no question about the vacancy: it is about the booking, or it is not understood at all.
_ABOUT_THE_FORM = {
    "inform_moment", "book_interview", "move_interview", "more_options", "affirm", "deny", "dont_know",
    "correction", "out_of_scope", "nlu_fallback", "other_language", "choose_slot", "interview_dates",
}  # fmt: skip
_MANAGING = ("move_interview", "cancel_interview", "show_interview", "resend_invitation")
_UNCLEAR = {
    Field.MOMENT: "moment_unclear",
    Field.NAME: "name_unclear",
    Field.EMAIL: "email_unclear",
    Field.CONFIRMED: "confirm_unclear",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a turn changed: the form after it, and what is said before the next question.

    `over` says that there is no next question; `booked` is the id of the booking that was written.
    """

    form: BookingForm
    replies: tuple[Reply, ...] = ()
    over: bool = False
    booked: str | None = None


def begin(at: Choosing, utterance: Utterance, *, known: Booking | None) -> Heard:
    """Open the form on what the candidate already said in asking for it. `known`: the chat's own booking."""
    desk = at.desk
    if known is not None and known.status is Status.CONFIRMED:
        again = _is_confirming(utterance)
        return _over(show(desk, known) if again else already_booked(desk, known))
    if is_over(desk.rules, now=at.now):
        last = dutch.long_date(desk.rules.period.last)
        return _over(Reply(kind="notice", text=desk.say("period_over", last=last)))
    return _opened(at, BookingForm(), utterance)


def begin_moving(at: Choosing, booking: Booking, utterance: Utterance) -> Heard:
    """Open the form to give `booking` another moment, if it can still have one."""
    try:
        check_movable(at.desk.rules, booking.start, booking.moves, now=at.now)
    except BookingRefused as refused:
        return _over(refusal(at.desk, refused))
    return _opened(at, BookingForm(moving=booking.id), utterance)


def hear(at: Choosing, form: BookingForm, asked: Field, utterance: Utterance) -> Heard | None:
    """Return what the turn changed, or None when it was not about the booking (a question in between)."""
    if _is_confirming(utterance):
        return _sealed(at, form, asked, utterance)
    if utterance.means("stop"):
        return _over(stop(at, form))
    if utterance.means("start_again"):
        fresh = let_go(at, BookingForm(held=form.held, moving=form.moving))
        return Heard(form=fresh, replies=(_notice(at, "from_the_start"),))
    question = _is_another_question(utterance) and not _is_moment(at, form, asked, utterance.said)
    filled = _filled(at, replace(form, refused=False), asked, utterance, question=question)
    if filled.form != replace(form, refused=False) or filled.replies:
        return replace(filled, form=replace(filled.form, misses=0))
    answered = _answered(at, form, asked, utterance, question=question)
    if answered is not None:
        return replace(answered, form=replace(answered.form, misses=0))
    if question:
        return None
    if utterance.means(*_MANAGING):
        return _managing(at, form, asked, utterance)
    return _missed(at, form, asked)


def stop(at: Choosing, form: BookingForm) -> Reply:
    """Leave the form: the moment it kept is free again, an interview that stood goes on standing."""
    let_go(at, form)
    if form.moving is None:
        return Reply(kind="notice", text=at.desk.say("stopped"))
    booked = get_booking(at.desk.store, form.moving)
    return Reply(kind="notice", text=at.desk.say("kept", moment=dutch.moment(booked.start)))


def _opened(at: Choosing, form: BookingForm, utterance: Utterance) -> Heard:
    opened = _filled(at, form, None, utterance, question=False)
    if opened.form.held is None and not at.free(opened.form):
        return _over(Reply(kind="notice", text=at.say_nothing_free()))
    return opened


def _filled(
    at: Choosing, form: BookingForm, asked: Field | None, utterance: Utterance, *, question: bool
) -> Heard:
    """Put what the turn holds into the form. `question`: it reads as one about something else."""
    if utterance.moment is not None:
        kept, replies = keep(at, form, datetime.fromisoformat(utterance.moment))
        return Heard(form=kept, replies=replies)
    said = utterance.said
    filled, replies = hear_details(at.desk, form, said, asked=asked, question=question)
    personal = filled != form or bool(replies)
    if question or (asked in (Field.NAME, Field.EMAIL) and personal):
        return Heard(form=filled, replies=replies)
    rest = without_details(said)
    if form.held is not None and has_yes(said) and agrees(form, rest, now=at.now):
        return Heard(form=filled, replies=replies)
    chosen = choose(at, filled, rest)
    return (
        Heard(form=filled, replies=replies)
        if chosen is None
        else Heard(form=chosen[0], replies=(*replies, *chosen[1]))
    )


def _answered(
    at: Choosing, form: BookingForm, asked: Field, utterance: Utterance, *, question: bool
) -> Heard | None:
    """Hear an answer to the question that was asked, in a turn that holds no date, name or address."""
    said = utterance.said
    match asked:
        case Field.CONFIRMED if says_yes(utterance) or (has_yes(said) and to_change(said) is None):
            return _settled(at, form)
        case Field.EMAIL if (told := _answered_email(at, form, utterance)) is not None:
            return told
        case Field.MOMENT if utterance.means("book_interview", "dont_know"):
            return Heard(form=form)
        case Field.MOMENT if utterance.means("more_options") or says_no(utterance):
            return Heard(form=replace(form, after=form.after + AT_ONCE, doubt=None))
    part = to_change(said)
    if part is not None and (not question or len(said.split()) <= FEW_WORDS):
        return Heard(form=_reopened(at, form, part))
    if asked is Field.CONFIRMED and says_no(utterance):
        return Heard(form=replace(form, refused=True))
    return None


def _answered_email(at: Choosing, form: BookingForm, utterance: Utterance) -> Heard | None:
    if form.doubted_email is not None and says_yes(utterance):
        return Heard(form=replace(form, email=form.doubted_email[1], doubted_email=None))
    if form.doubted_email is not None and says_no(utterance):
        return Heard(form=replace(form, doubted_email=None))
    said = utterance.said.lower()
    return (
        Heard(form=form, replies=(_notice(at, "email_needed"),))
        if "geen" in said and "mail" in said
        else None
    )


def _reopened(at: Choosing, form: BookingForm, part: str) -> BookingForm:
    match part:
        case "email":
            return replace(form, email=None, doubted_email=None)
        case "name":
            return replace(form, name=None)
        case _:
            day = Wish(dates=form.wish.dates)  # another hour that day comes nearest
            return replace(let_go(at, form), wish=day, prefer=None, after=0, doubt=None)


def _sealed(at: Choosing, form: BookingForm, asked: Field, utterance: Utterance) -> Heard:
    """Hear the confirming button: it counts for the summary that it stood under, not for a later one."""
    if asked is Field.CONFIRMED and utterance.said == f"{CONFIRMING} {form.seal}":
        return _settled(at, form)
    return Heard(form=form, replies=(_notice(at, "other_summary"),))


def _settled(at: Choosing, form: BookingForm) -> Heard:
    settled = settle(at.desk, form, conversation=at.conversation, now=at.now)
    return Heard(form=settled.form, replies=settled.replies, over=settled.over, booked=settled.booked)


def _managing(at: Choosing, form: BookingForm, asked: Field, utterance: Utterance) -> Heard | None:
    """Hear a wish about a booked interview while one is being booked; None hands it to managing."""
    cancelling = utterance.intent == "cancel_interview"
    if form.moving is not None and utterance.intent != "move_interview":
        return None
    if form.moving is None and cancelling:
        return _over(stop(at, form))
    if form.moving is None and asked is Field.MOMENT:
        return None
    if utterance.intent == "move_interview":
        return Heard(form=_reopened(at, form, "moment"))
    return Heard(form=form, replies=(_notice(at, "not_taken_yet"),))


def _missed(at: Choosing, form: BookingForm, asked: Field) -> Heard:
    misses = form.misses + 1
    missed = replace(form, misses=misses)
    if misses % MISSES_BEFORE_HELP:
        return Heard(form=missed, replies=(_notice(at, _UNCLEAR[asked]),))
    helping = Reply(kind="notice", text=at.desk.say("unclear_again"), buttons=(stop_button(),))
    return Heard(form=missed, replies=(helping,))


def _is_confirming(utterance: Utterance) -> bool:
    return utterance.pressed and utterance.said.startswith(CONFIRMING)


def _is_another_question(utterance: Utterance) -> bool:
    return utterance.intent not in {*_ABOUT_THE_FORM, *_MANAGING} and utterance.means(utterance.intent)


def _is_moment(at: Choosing, form: BookingForm, asked: Field, said: str) -> bool:
    """Tell whether a moment is named so plainly that nothing else can be meant: by place, or to the hour."""
    if asked is not Field.MOMENT or "?" in said:
        return False
    return pointed_at(said, form.shown) is not None or understand(said, at.now).exact


def _notice(at: Choosing, key: str) -> Reply:
    return Reply(kind="notice", text=at.desk.say(key))


def _over(reply: Reply) -> Heard:
    return Heard(form=BookingForm(), replies=(reply,), over=True)
