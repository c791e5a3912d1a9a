"""What the bot asks while an interview is being booked: the moments on offer, name, address, confirmation."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from bot.booking.lookup import get_booking
from bot.booking.slots import Moment, free_moments, offer
from bot.dialogue.booking_form import BookingForm, Field
from bot.dialogue.desk import Desk
from bot.dialogue.reply import Choice, Reply
from bot.wording import dutch
from bot.wording.texts import say

MORE = "/more_options"
STOP = "/stop"


def ask(desk: Desk, form: BookingForm, field: Field, *, conversation: str, now: datetime) -> Reply:
    """Return the question for `field`, with buttons for what can be chosen."""
    match field:
        case Field.MOMENT if form.doubt is not None:
            return Reply(kind="question", text=form.doubt, buttons=tuple(map(_day, form.doubted_days)))
        case Field.MOMENT:
            return _ask_moment(desk, form, conversation=conversation, now=now)
        case Field.NAME:
            return _question(desk, "ask_name", moment=_moment_of(form))
        case Field.EMAIL:
            return _ask_email(desk, form)
        case Field.CONFIRMED:
            return _ask_confirmed(desk, form)


def says(title_key: str, intent: str, choice: str) -> Choice:
    """Return a button that says `choice` as if it were typed with `intent`."""
    return Choice(title=say(f"booking.{title_key}"), payload=f'/{intent}{{"choice":"{choice}"}}')


def _ask_moment(desk: Desk, form: BookingForm, *, conversation: str, now: datetime) -> Reply:
    moments = free_moments(desk.store, desk.calendar, desk.rules, now=now, conversation=conversation)
    if form.moving is not None:
        booked = get_booking(desk.store, form.moving).start
        moments = tuple(moment for moment in moments if moment.start != booked)
    shown = offer(moments, form.wish, desk.rules, after=form.after) if moments else None
    if shown is None or not shown.moments:
        return Reply(kind="notice", text=desk.say("nothing_free"))
    more = () if shown.following is None else (Choice(title=say("booking.more_button"), payload=MORE),)
    return Reply(
        kind="question",
        text=_invitation_to_choose(desk, form, fits=shown.fits),
        buttons=(*more, Choice(title=say("booking.stop_button"), payload=STOP)),
        card=_slots_card(shown.moments),
    )


def _day(day: date) -> Choice:
    written = dutch.long_date(day)
    return Choice(title=written, payload=f'/inform_moment{{"choice":"{written}"}}')


def _invitation_to_choose(desk: Desk, form: BookingForm, *, fits: bool) -> str:
    wish = form.wish
    if wish.dates is None and wish.start is None and wish.end is None:
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
        ),
    )


def _ask_confirmed(desk: Desk, form: BookingForm) -> Reply:
    other_moment = says("confirm_other_moment", "deny", "ander moment")
    stop = Choice(title=say("booking.stop_button"), payload=STOP)
    if form.moving is not None:
        previous = dutch.moment(get_booking(desk.store, form.moving).start)
        return Reply(
            kind="question",
            text=desk.say("ask_confirmed_move", previous=previous, moment=_moment_of(form)),
            buttons=(says("confirm_yes_move", "affirm", "ja"), other_moment, stop),
        )
    return Reply(
        kind="question",
        text=desk.say("what_to_change" if form.refused else "ask_confirmed", **_summary(form)),
        buttons=(
            says("confirm_yes", "affirm", "ja"),
            other_moment,
            says("confirm_other_name", "deny", "andere naam"),
            says("confirm_other_email", "deny", "ander e-mailadres"),
            stop,
        ),
    )


def _question(desk: Desk, key: str, **facts: Any) -> Reply:
    return Reply(kind="question", text=desk.say(key, **facts))


def _summary(form: BookingForm) -> dict[str, Any]:
    return {"moment": _moment_of(form), "name": form.name, "email": form.email}


def _moment_of(form: BookingForm) -> str:
    if form.held is None:
        raise ValueError("no moment is held")
    return dutch.moment(form.held.start)
