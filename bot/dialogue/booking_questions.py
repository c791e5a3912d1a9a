"""What the bot asks while an interview is being booked: the moments on offer, name, address, confirmation."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Any

from bot.booking.lookup import get_booking
from bot.booking.slots import AT_ONCE, Moment, Offer, Wish, offer
from bot.dialogue.booking_form import BookingForm, Field
from bot.dialogue.choosing_moment import Choosing
from bot.dialogue.desk import Desk
from bot.dialogue.reply import Choice, Reply
from bot.wording import dutch
from bot.wording.texts import say

MORE = "/more_options"
STOP = "/stop"
CONFIRMING = "leg vast"


def ask(at: Choosing, form: BookingForm, field: Field) -> tuple[Reply, BookingForm]:
    """Return the question for `field`, with buttons for what can be chosen, and what the form keeps of it."""
    match field:
        case Field.MOMENT if form.doubt is not None:
            days = tuple(map(_day, form.doubted_days))
            return Reply(kind="question", text=form.doubt, buttons=(*days, stop_button())), form
        case Field.MOMENT:
            return _ask_moment(at, form)
        case Field.NAME:
            return _question(at.desk, "ask_name", moment=_moment_of(form)), form
        case Field.EMAIL:
            return _ask_email(at.desk, form), form
        case Field.CONFIRMED:
            return _ask_confirmed(at.desk, form), form


def says(title_key: str, intent: str, choice: str) -> Choice:
    """Return a button that says `choice` as if it were typed with `intent`."""
    return Choice(title=say(f"booking.{title_key}"), payload=f'/{intent}{{"choice":"{choice}"}}')


def stop_button() -> Choice:
    """Return the button that leaves what is going on."""
    return Choice(title=say("booking.stop_button"), payload=STOP)


def _ask_moment(at: Choosing, form: BookingForm) -> tuple[Reply, BookingForm]:
    shown = _offer(at, form)
    if not shown.moments:
        return Reply(kind="question", text=at.say_nothing_free(), buttons=(stop_button(),)), form
    more = () if shown.following is None else (Choice(title=say("booking.more_button"), payload=MORE),)
    question = Reply(
        kind="question",
        text=_invitation_to_choose(at.desk, form, fits=shown.fits),
        buttons=(*more, stop_button()),
        card=_slots_card(shown.moments),
    )
    return question, replace(form, shown=tuple(moment.start for moment in shown.moments))


def _offer(at: Choosing, form: BookingForm) -> Offer:
    moments, rules = at.free(form), at.desk.rules
    if form.prefer is not None:
        fitting = [moment for moment in moments if offer((moment,), form.wish, rules).fits]
        if fitting:
            return _from_one_end(fitting, form)
    found = offer(moments, form.wish, rules, after=form.after)
    # There is no page behind the last one: begin again.
    return found if found.moments or not moments else offer(moments, form.wish, rules)


def _from_one_end(fitting: list[Moment], form: BookingForm) -> Offer:
    ordered = fitting if form.prefer == "early" else fitting[::-1]
    after = form.after if form.after < len(ordered) else 0
    until = after + AT_ONCE
    following = until if until < len(ordered) else None
    return Offer(moments=tuple(sorted(ordered[after:until])), fits=True, following=following)


def _day(day: date) -> Choice:
    written = dutch.long_date(day)
    return Choice(title=written, payload=f'/inform_moment{{"choice":"{written}"}}')


def _invitation_to_choose(desk: Desk, form: BookingForm, *, fits: bool) -> str:
    if form.wish == Wish() and form.prefer is None:
        return desk.say("ask_moment" if form.moving is None else "ask_moment_moving")
    return desk.say("offer_fits" if fits else "offer_near")


def _slots_card(moments: tuple[Moment, ...]) -> dict[str, Any]:
    days: dict[date, list[Moment]] = defaultdict(list)
    for moment in moments:
        days[moment.start.astimezone(dutch.BRUSSELS).date()].append(moment)
    return {
        "type": "slots",
        "days": [
            {"date": day.isoformat(), "label": dutch.long_date(day), "slots": [_slot(item) for item in slots]}
            for day, slots in days.items()
        ],
    }


def _slot(moment: Moment) -> dict[str, str]:
    start, end = (instant.astimezone(dutch.BRUSSELS) for instant in (moment.start, moment.end))
    return {
        "payload": f'/inform_moment{{"moment":"{moment.start.isoformat()}"}}',
        "start": start.isoformat(),
        "end": end.isoformat(),
        "label": f"{dutch.long_date(start.date())}, {dutch.figures(start)} tot {dutch.clock_time(end)}",
    }


def _ask_email(desk: Desk, form: BookingForm) -> Reply:
    if form.doubted_email is None:
        return _question(desk, "ask_email")
    typed, meant = form.doubted_email
    return Reply(
        kind="question",
        text=desk.say("ask_email_meant", meant=meant),
        buttons=tuple(
            Choice(title=address, payload=f'/inform_moment{{"choice":"{address}"}}')
            for address in (meant, typed)
            if address
        ),
    )


def _ask_confirmed(desk: Desk, form: BookingForm) -> Reply:
    if form.moving is not None:
        previous = dutch.moment(get_booking(desk.store, form.moving).start)
        return Reply(
            kind="question",
            text=desk.say("ask_confirmed_move", previous=previous, moment=_moment_of(form)),
            buttons=(_confirming("confirm_yes_move", form), _other_moment(), stop_button()),
        )
    key = "what_to_change" if form.refused else "ask_confirmed"
    return Reply(
        kind="question",
        text=desk.say(key, moment=_moment_of(form), name=form.name, email=form.email),
        buttons=(
            _confirming("confirm_yes", form),
            _other_moment(),
            says("confirm_other_name", "book_interview", "andere naam"),
            says("confirm_other_email", "book_interview", "ander e-mailadres"),
            stop_button(),
        ),
    )


def _other_moment() -> Choice:
    return says("confirm_other_moment", "book_interview", "ander moment")


def _confirming(title_key: str, form: BookingForm) -> Choice:
    return says(title_key, "book_interview", f"{CONFIRMING} {form.seal}")


def _question(desk: Desk, key: str, **facts: Any) -> Reply:
    return Reply(kind="question", text=desk.say(key, **facts))


def _moment_of(form: BookingForm) -> str:
    if form.held is None:
        raise ValueError("no moment is held")
    return dutch.moment(form.held.start)
