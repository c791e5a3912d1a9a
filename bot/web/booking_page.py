"""A booking's own page behind its secret link: see it, keep it, move it, cancel it. No JavaScript, no cookie.

Who has the link may act; a form elsewhere cannot know it, so no other token is needed against forgery.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from urllib.parse import quote

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from bot.booking import service
from bot.booking.links import ManageLinks
from bot.booking.refusals import (
    BookingRefused,
    NotFound,
    NotOffered,
    SlotTaken,
    TooLate,
    TooManyMoves,
    TooSoon,
)
from bot.booking.rules import BookingRules
from bot.booking.service import Booking, Status
from bot.booking.slots import Moment, free_moments
from bot.calendars.port import Calendar
from bot.clock import Clock
from bot.outbox.work import how_far
from bot.store import Store
from bot.web.bodies import read_form
from bot.web.pages import Render
from bot.wording.texts import say

_ANOTHER_MOMENT = (SlotTaken, TooSoon, NotOffered)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingDesk:
    """What the pages of bookings need.

    `calendar_file` makes the .ics of a booking; `settle` is called after a change, off the event loop,
    to have calendar and mail follow at once (they follow anyway).
    """

    store: Store
    clock: Clock
    rules: BookingRules
    calendar: Calendar
    links: ManageLinks
    calendar_file: Callable[[Booking], bytes]
    settle: Callable[[Booking], None] = lambda _booking: None


def booking_routes(desk: BookingDesk, render: Render) -> APIRouter:
    """Return the routes under /i."""
    pages = _BookingPages(desk, render)
    routes = APIRouter(prefix="/i")
    routes.add_api_route("/{token}.ics", pages.calendar_file, methods=["GET"])
    routes.add_api_route("/{token}", pages.show, methods=["GET", "HEAD"])
    routes.add_api_route("/{token}/annuleren", pages.ask_cancel, methods=["GET"])
    routes.add_api_route("/{token}/annuleren", pages.cancel, methods=["POST"])
    routes.add_api_route("/{token}/verplaatsen", pages.choose, methods=["GET"])
    routes.add_api_route("/{token}/verplaatsen", pages.move, methods=["POST"])
    return routes


class _BookingPages:
    def __init__(self, desk: BookingDesk, render: Render) -> None:
        self._desk = desk
        self._render = render

    async def calendar_file(self, token: str) -> Response:
        booking = await self._find(token)
        content = await run_sync(self._desk.calendar_file, booking)
        headers = {"Content-Disposition": f'attachment; filename="interview-{booking.reference}.ics"'}
        return Response(content, media_type="text/calendar; charset=utf-8", headers=headers)

    async def show(self, token: str, done: str = "") -> Response:
        booking = await self._find(token)
        return await self._page("booking.html", booking, token, done=done, problem="")

    async def ask_cancel(self, token: str) -> Response:
        booking = await self._find(token)
        if booking.status is not Status.CONFIRMED:
            return _to_booking(token)
        return await self._page("booking_cancel.html", booking, token)

    async def cancel(self, token: str) -> Response:
        booking = await self._find(token)
        now = self._desk.clock.now()
        try:
            cancelled = await run_sync(
                lambda: service.cancel(self._desk.store, self._desk.rules, booking.id, now=now)
            )
        except BookingRefused as refusal:
            return await self._not_changed(booking, token, refusal)
        await self._settle(cancelled)
        return _to_booking(token, done="cancelled")

    async def choose(self, token: str) -> Response:
        return await self._choose(await self._find(token), token)

    async def move(self, request: Request, token: str) -> Response:
        booking = await self._find(token)
        start = _instant((await read_form(request)).get("start", ""))
        if start is None:
            return await self._choose(booking, token, problem=say("web.booking.choose_first"))
        try:
            moved = await run_sync(self._moved, booking, start)
        except _ANOTHER_MOMENT:
            return await self._choose(booking, token, problem=say("web.booking.slot_taken"))
        except BookingRefused as refusal:
            return await self._not_changed(booking, token, refusal)
        await self._settle(moved)
        return _to_booking(token, done="moved")

    async def _find(self, token: str) -> Booking:
        booking = await run_sync(service.find_by_manage_token, self._desk.store, self._desk.links, token)
        if booking.vacancy != self._desk.rules.vacancy:
            raise NotFound
        return booking

    def _moved(self, booking: Booking, start: datetime) -> Booking:
        desk = self._desk
        return service.move(desk.store, desk.calendar, desk.rules, booking.id, start, now=desk.clock.now())

    async def _settle(self, booking: Booking) -> None:
        try:
            await run_sync(self._desk.settle, booking)
        except Exception as error:  # noqa: BLE001 (the change is written down: the worker goes on with it)
            logger.error("booking %s not settled at once: %s", booking.id, type(error).__name__)

    async def _choose(self, booking: Booking, token: str, *, problem: str = "") -> Response:
        if booking.status is not Status.CONFIRMED:
            return _to_booking(token)
        desk, now = self._desk, self._desk.clock.now()
        free = await run_sync(lambda: free_moments(desk.store, desk.calendar, desk.rules, now=now))
        others = [moment for moment in free if moment.start != booking.start]
        days = _by_day(others, desk.rules)
        status = 409 if problem else 200
        return await self._page(
            "booking_move.html", booking, token, status=status, days=days, problem=problem
        )

    async def _not_changed(self, booking: Booking, token: str, refusal: BookingRefused) -> Response:
        contact = self._desk.rules.contact
        spoken = {"name": contact.name, "email": contact.mailbox, "phone": contact.phone}
        if isinstance(refusal, TooManyMoves):
            problem = say("web.booking.too_many_moves", contact=spoken, limit=refusal.limit)
        elif isinstance(refusal, TooLate):
            problem = say("web.booking.too_late", contact=spoken)
        else:
            problem = say("web.booking.not_changed", contact=spoken)
        return await self._page("booking.html", booking, token, status=409, done="", problem=problem)

    async def _page(self, template: str, booking: Booking, token: str, **facts: Any) -> Response:
        state = await run_sync(self._state, booking)
        rules = self._desk.rules
        return self._render(template, booking=booking, state=state, token=token, rules=rules, **facts)

    def _state(self, booking: Booking) -> str:
        if booking.status is Status.CANCELLED:
            return "cancelled"
        return "confirmed" if how_far(self._desk.store, booking.id).calendar else "pending"


def _by_day(moments: Sequence[Moment], rules: BookingRules) -> list[tuple[datetime, list[datetime]]]:
    """Group the starts of moments by local day; the first of each group stands for its day."""
    starts = [moment.start.astimezone(rules.zone) for moment in moments]
    days = (list(group) for _, group in groupby(starts, key=datetime.date))
    return [(day[0], day) for day in days]


def _to_booking(token: str, *, done: str = "") -> Response:
    query = f"?done={done}" if done else ""
    return RedirectResponse(f"/i/{quote(token, safe='')}{query}", status_code=303)


def _instant(text: str) -> datetime | None:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    return instant if instant.tzinfo is not None else None
