"""Hears which moment a candidate wants, keeps it free, or says in a sentence why it cannot be had."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.booking import service
from bot.booking.refusals import BookingRefused, NotOffered, SlotTaken
from bot.booking.slots import Moment, Reason, Wish, explain, free_moments, offer, why_nothing
from bot.dialogue.booking_form import BookingForm, HeldMoment
from bot.dialogue.desk import Desk
from bot.dialogue.pointing import pointed_at, pointed_away
from bot.dialogue.reply import Reply
from bot.dialogue.unavailable import why_none_fits, why_not
from bot.when.understanding import When, understand
from bot.wording import dutch

Chosen = tuple[BookingForm, tuple[Reply, ...]]
_FEW_DAYS = 4  # more is a whole week, not a choice of weekdays
_TWO_WEEKS = timedelta(days=14)
_WHICH_WEEK_OF_TWO = ("which_day", "today_or_later")  # the doubts about a weekday of this week or the next


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing:
    """What choosing works with in one turn: the desk, the chat and the instant of the turn."""

    desk: Desk
    conversation: str
    now: datetime

    def free(self, form: BookingForm) -> tuple[Moment, ...]:
        """Return what can be had now; not the moment that an interview is moved away from."""
        desk = self.desk
        moments = free_moments(
            desk.store, desk.calendar, desk.rules, now=self.now, conversation=self.conversation
        )
        if form.moving is None:
            return moments
        booked = service.get_booking(desk.store, form.moving).start
        return tuple(moment for moment in moments if moment.start != booked)

    def say_nothing_free(self) -> str:
        """Return the sentence for when nothing can be had: a diary that cannot be read may open up soon."""
        desk = self.desk
        reason = why_nothing(
            desk.store, desk.calendar, desk.rules, now=self.now, conversation=self.conversation
        )
        unreadable = reason is Reason.CALENDAR_UNREADABLE
        return desk.say("calendars_unreadable" if unreadable else "nothing_free")


def choose(at: Choosing, form: BookingForm, said: str) -> Chosen | None:
    """Return the form with the moment (or the wish) in `said`, and what must be said; None = no moment."""
    picked = None if form.held else pointed_at(said, form.shown)
    if picked is not None:
        return keep(at, form, picked)
    heard = understand(said, at.now)
    if heard.found:
        return _choose_heard(at, form, heard)
    if heard.unconstrained:
        return _any(at, form, heard)
    before = (form.held.start,) if form.held else form.shown
    wishes = pointed_away(said, before, form.wish, at.desk.rules)
    return None if wishes is None else _first_that_fits(at, form, wishes)


def keep(at: Choosing, form: BookingForm, start: datetime) -> Chosen:
    """Keep the moment at `start` free for this chat, or tell why not and look near it."""
    if form.held is not None and form.held.start == start:
        return form, ()
    desk = at.desk
    local = start.astimezone(dutch.BRUSSELS)
    near = _wishing(form, Wish(dates=(local.date(),), start=local.time(), end=local.time()))
    if form.moving is not None and service.get_booking(desk.store, form.moving).start == start:
        same = desk.say("same_moment", moment=dutch.moment(start))
        return let_go(at, near), (Reply(kind="notice", text=same),)
    reason = explain(desk.store, desk.calendar, desk.rules, start, now=at.now, conversation=at.conversation)
    if reason is Reason.FREE:
        try:
            held = service.hold(
                desk.store, desk.calendar, desk.rules, start, conversation=at.conversation, now=at.now
            )
        except (SlotTaken, NotOffered) as refused:
            reason = refused.reason
        except BookingRefused:
            reason = Reason.TAKEN
        else:
            return replace(near, held=HeldMoment(start=held.moment.start, hold=held.id)), ()
    return let_go(at, near), (why_not(desk, start, reason),)


def let_go(at: Choosing, form: BookingForm) -> BookingForm:
    """Give up the moment that the form keeps free, if it keeps one."""
    if form.held is not None:
        service.release(at.desk.store, form.held.hold, now=at.now)
    return replace(form, held=None)


def agrees(form: BookingForm, said: str, *, now: datetime) -> bool:
    """Tell whether the day and the hour in `said` are no others than those of the held moment."""
    heard = understand(said, now)
    if not heard.found or form.held is None:
        return not heard.found
    local = form.held.start.astimezone(dutch.BRUSSELS)
    same_weekday = (
        heard.dates is not None
        and {day.weekday() for day in heard.dates} == {local.weekday()}
        and not any(char.isdigit() for char in said)
    )
    on_day = heard.dates in (None, (local.date(),)) or same_weekday
    from_hour = heard.start is None or heard.start <= local.time()
    return not heard.ask and on_day and from_hour and (heard.end is None or local.time() <= heard.end)


def _choose_heard(at: Choosing, form: BookingForm, heard: When) -> Chosen:
    rules = at.desk.rules
    days = _within_reach(at, heard)
    if heard.ask and days is None:
        said = Wish(dates=heard.dates, start=heard.start, end=heard.end)
        options = tuple(day for day in heard.options if rules.period.first <= day <= rules.period.last)
        return replace(form, wish=said, doubt=heard.question, doubted_days=options), ()
    said_before = Wish() if _outside(form.wish.dates, at) else form.wish
    wish = _completed(heard, days if days is not None else heard.dates, form, said_before)
    start = _exact(at, form, heard, wish)
    if start is not None:
        return keep(at, form, start)
    return _offering(
        at, let_go(at, _wishing(form, wish, prefer=heard.prefer)), asked=heard.dates or heard.options or None
    )


def _within_reach(at: Choosing, heard: When) -> tuple[date, ...] | None:
    """Return the days of the period that an open end, or a weekday before the period, comes down to."""
    period = at.desk.rules.period
    every_day = [period.first + timedelta(days=n) for n in range((period.last - period.first).days + 1)]
    if heard.doubt == "open_range" and heard.earliest is not None:
        return tuple(day for day in every_day if day >= heard.earliest) or (heard.earliest,)
    if heard.ask and heard.doubt not in _WHICH_WEEK_OF_TWO:
        return None
    named = heard.options if heard.ask else heard.dates or ()
    inside = [day for day in named if period.first <= day <= period.last]
    if inside:
        return tuple(inside) if heard.ask and len(inside) == 1 else None
    # "dinsdag" before the period: the Tuesdays in it are offered, none is taken for granted.
    weekdays = {day.weekday() for day in named}
    soon = at.now.astimezone(dutch.BRUSSELS).date() + _TWO_WEEKS
    if not 0 < len(weekdays) <= _FEW_DAYS or not all(day < period.first and day < soon for day in named):
        return None
    return tuple(day for day in every_day if day.weekday() in weekdays)


def _completed(heard: When, days: tuple[date, ...] | None, form: BookingForm, earlier: Wish) -> Wish:
    start, end = heard.start, heard.end
    if days is None:  # "liever om 11 uur" is about the day that was spoken of
        days = earlier.dates
    elif start is None and end is None and (form.doubt is not None or _narrows(days, earlier.dates)):
        start, end = earlier.start, earlier.end
    return Wish(dates=days, start=start, end=end)


def _narrows(days: tuple[date, ...], earlier: tuple[date, ...] | None) -> bool:
    return earlier is None or (len(earlier) > len(days) and set(days) <= set(earlier))


def _exact(at: Choosing, form: BookingForm, heard: When, wish: Wish) -> datetime | None:
    if wish.start is None or wish.start != wish.end or not (heard.exact or heard.start is None):
        return None
    if wish.dates is not None and len(wish.dates) == 1:
        return at.desk.rules.at(wish.dates[0], wish.start)
    local = {start: start.astimezone(dutch.BRUSSELS) for start in form.shown}
    same = [start for start, clock in local.items() if clock.time() == wish.start]
    fitting = [start for start in same if wish.dates is None or local[start].date() in wish.dates]
    return fitting[0] if len(fitting) == 1 and heard.dates is None and form.held is None else None


def _any(at: Choosing, form: BookingForm, heard: When) -> Chosen:
    if form.held is None and form.shown and (heard.prefer is None or heard.prefer == form.prefer):
        return keep(at, form, form.shown[-1] if form.prefer == "late" else form.shown[0])
    wish = Wish() if heard.prefer is None else form.wish
    return let_go(at, _wishing(form, wish, prefer=heard.prefer)), ()


def _first_that_fits(at: Choosing, form: BookingForm, wishes: Sequence[Wish]) -> Chosen:
    moments = at.free(form)
    for wish in wishes:
        if offer(moments, wish, at.desk.rules).fits:
            return let_go(at, _wishing(form, wish)), ()
    return let_go(at, form), (Reply(kind="notice", text=at.desk.say("none_that_way")),)


def _offering(at: Choosing, form: BookingForm, *, asked: tuple[date, ...] | None) -> Chosen:
    if not offer(at.free(form), form.wish, at.desk.rules).fits:
        return form, (why_none_fits(at.desk, form.wish, now=at.now),)
    if _outside(asked, at):
        return form, (why_none_fits(at.desk, Wish(dates=asked), now=at.now),)
    return form, ()


def _outside(asked: tuple[date, ...] | None, at: Choosing) -> bool:
    period = at.desk.rules.period
    return asked is not None and not any(period.first <= day <= period.last for day in asked)


def _wishing(form: BookingForm, wish: Wish, *, prefer: str | None = None) -> BookingForm:
    return replace(form, wish=wish, prefer=prefer, after=0, doubt=None, doubted_days=())
