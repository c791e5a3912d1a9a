"""Says in a sentence why a moment, or anything like what was wished, cannot be had."""

from datetime import datetime, time

from bot.booking.grid import standing
from bot.booking.slots import Reason, Wish
from bot.dialogue.desk import Desk
from bot.dialogue.reply import Reply
from bot.wording import dutch


def why_not(desk: Desk, start: datetime, reason: Reason) -> Reply:
    """Say why the moment at `start` cannot be had."""
    period = desk.rules.period
    local = start.astimezone(dutch.BRUSSELS)
    text = desk.say(
        f"reason_{reason.value}",
        moment=dutch.moment(start),
        day=dutch.long_date(local.date()),
        time=dutch.clock_time(local),
        first=dutch.long_date(period.first),
        last=dutch.long_date(period.last),
        hours=_hours(desk),
    )
    return Reply(kind="notice", text=text)


def why_none_fits(desk: Desk, wish: Wish, *, now: datetime) -> Reply:
    """Say why nothing fits a wish: its days or hours are none of ours, or everything is taken."""
    opens = desk.rules.working_hours[0].start
    clock = wish.start if wish.start is not None and wish.start == wish.end else opens
    starts = [desk.rules.at(day, clock) for day in reversed(wish.dates or ())]
    reasons = {standing(desk.rules, start, now=now): start for start in starts}
    if len(reasons) == 1 and not {Reason.TOO_SOON, Reason.FREE} & set(reasons):
        ((reason, start),) = reasons.items()
        return why_not(desk, start, reason)
    if _outside_hours(desk, wish):
        return why_not(desk, desk.rules.at(desk.rules.period.first, opens), Reason.OUTSIDE_HOURS)
    return Reply(kind="notice", text=desk.say("none_fits"))


def _outside_hours(desk: Desk, wish: Wish) -> bool:
    start, end = wish.start or time.min, wish.end or time.max
    return not any(start < hours.until and hours.start <= end for hours in desk.rules.working_hours)


def _hours(desk: Desk) -> str:
    return dutch.listed(
        [
            f"van {dutch.figures(hours.start)} tot {dutch.clock_time(hours.until)}"
            for hours in desk.rules.working_hours
        ]
    )
