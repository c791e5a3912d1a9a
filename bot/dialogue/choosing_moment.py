"""Hears which moment a candidate wants, keeps it free, or says in a sentence why it cannot be had."""

from dataclasses import replace
from datetime import datetime

from bot.booking import service
from bot.booking.refusals import BookingRefused, PeriodOver, SlotTaken
from bot.booking.slots import Reason, Wish, explain
from bot.dialogue.booking_form import BookingForm, HeldMoment
from bot.dialogue.desk import Desk
from bot.dialogue.reply import Reply
from bot.dialogue.utterance import Utterance
from bot.when.understanding import When, understand
from bot.wording import dutch

Chosen = tuple[BookingForm, tuple[Reply, ...]]


def choose(
    desk: Desk, form: BookingForm, utterance: Utterance, *, conversation: str, now: datetime
) -> Chosen | None:
    """Return the form with the moment (or the wish) in this turn, and what must be said; None = no moment."""
    if utterance.moment is not None:
        return keep(desk, form, datetime.fromisoformat(utterance.moment), conversation=conversation, now=now)
    heard = understand(utterance.said, now)
    if not heard.found:
        return (replace(form, wish=Wish(), after=0), ()) if heard.unconstrained else None
    if heard.ask:
        return replace(form, doubt=heard.question, doubted_days=heard.options), ()
    wish = _completed(heard, form)
    start = _exact(wish, desk) if heard.exact else None
    if start is not None:
        return keep(desk, form, start, conversation=conversation, now=now)
    return let_go(desk, replace(form, wish=wish, after=0), now=now), ()


def keep(desk: Desk, form: BookingForm, start: datetime, *, conversation: str, now: datetime) -> Chosen:
    """Keep the moment at `start` free for this chat, or tell why not and look near it."""
    local = start.astimezone(dutch.BRUSSELS)
    near = replace(form, wish=Wish(dates=(local.date(),), start=local.time(), end=local.time()), after=0)
    reason = explain(desk.store, desk.calendar, desk.rules, start, now=now, conversation=conversation)
    if reason is not Reason.FREE:
        return let_go(desk, near, now=now), (_why_not(desk, start, reason),)
    try:
        held = service.hold(desk.store, desk.calendar, desk.rules, start, conversation=conversation, now=now)
    except SlotTaken as refused:
        return let_go(desk, near, now=now), (_why_not(desk, start, refused.reason),)
    except (PeriodOver, BookingRefused):
        return let_go(desk, near, now=now), (_why_not(desk, start, Reason.TAKEN),)
    return replace(near, held=HeldMoment(start=held.moment.start, hold=held.id)), ()


def let_go(desk: Desk, form: BookingForm, *, now: datetime) -> BookingForm:
    """Give up the moment that the form keeps free, if it keeps one."""
    if form.held is not None:
        service.release(desk.store, form.held.hold, now=now)
    return replace(form, held=None)


def _completed(heard: When, form: BookingForm) -> Wish:
    # "liever om 11 uur" is about the day that was spoken of.
    dates = heard.dates
    if dates is None and heard.start is not None:
        dates = form.wish.dates
    return Wish(dates=dates, start=heard.start, end=heard.end)


def _exact(wish: Wish, desk: Desk) -> datetime | None:
    if wish.dates is None or len(wish.dates) != 1 or wish.start is None or wish.start != wish.end:
        return None
    return desk.rules.at(wish.dates[0], wish.start)


def _why_not(desk: Desk, start: datetime, reason: Reason) -> Reply:
    period = desk.rules.period
    local = start.astimezone(dutch.BRUSSELS)
    text = desk.say(
        f"reason_{reason.value}",
        moment=dutch.moment(start),
        day=dutch.long_date(local.date()),
        time=dutch.clock_time(local),
        first=dutch.long_date(period.first),
        last=dutch.long_date(period.last),
    )
    return Reply(kind="notice", text=text)
