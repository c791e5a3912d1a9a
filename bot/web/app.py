"""Puts the web app together. All it needs comes in as one frozen value; nothing is read from settings."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import Response
from prometheus_client import CollectorRegistry
from starlette.staticfiles import StaticFiles

from bot.booking.refusals import NotFound
from bot.chat.conversing import Chat
from bot.chat.engine import Engine
from bot.chat.greeting import ChatVacancy
from bot.chat.measures import ChatMeasures
from bot.chat.pacing import PerMinute
from bot.clock import Clock
from bot.store import Store
from bot.web.booking_page import BookingDesk, booking_routes
from bot.web.chat_api import chat_routes
from bot.web.health import health_routes
from bot.web.pages import Render, page_renderer
from bot.web.problems import Handler, explain_problems
from bot.web.protection import Protection
from bot.web.vacancy_page import VacancyPage, vacancy_routes
from bot.wording.dutch import BRUSSELS

CONVERSATIONS_PER_MINUTE = 20
_STATIC = Path(__file__).parent / "static"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebParts:
    """What the web app is made of. `engine` is closed with the app; the store is its owner's to close.

    `clock_pinned` puts a banner on the page that says which day it plays; `rate_limits` off is for load
    tests on loopback; `seconds` is a clock that only goes forward.
    """

    store: Store
    clock: Clock
    engine: Engine
    vacancy: ChatVacancy
    page: VacancyPage
    desk: BookingDesk
    clock_pinned: bool = False
    rate_limits: bool = True
    seconds: Callable[[], float] = time.monotonic


def create_app(parts: WebParts) -> FastAPI:
    """Return the app for candidates: the API, the vacancy page, bookings' pages, probes and metrics."""
    registry = CollectorRegistry()
    render = page_renderer(contact=parts.vacancy.contact)
    app = FastAPI(
        lifespan=_closing(parts.engine),
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    pace = PerMinute(CONVERSATIONS_PER_MINUTE if parts.rate_limits else None, seconds=parts.seconds)
    chat = _chat(parts, registry)
    app.include_router(chat_routes(chat, title=parts.vacancy.title, new_conversations=pace))
    app.include_router(booking_routes(parts.desk, render))
    app.include_router(health_routes(parts.store, parts.engine, registry))
    app.include_router(vacancy_routes(parts.page, render, lambda: _today(parts), pinned=parts.clock_pinned))
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    explain_problems(app, on_unknown_page=_not_found(render, "not_found.html"))
    app.add_exception_handler(NotFound, _not_found(render, "booking_unknown.html"))
    app.add_middleware(Protection, registry=registry, seconds=parts.seconds)
    return app


def _chat(parts: WebParts, registry: CollectorRegistry) -> Chat:
    return Chat(
        store=parts.store,
        engine=parts.engine,
        vacancy=parts.vacancy,
        clock=parts.clock,
        measures=ChatMeasures(registry),
        seconds=parts.seconds,
        rate_limits=parts.rate_limits,
    )


def _not_found(render: Render, template: str) -> Handler:
    async def handle(_request: Request, _error: Any) -> Response:
        return render(template, status=404)

    return handle


def _today(parts: WebParts) -> date:
    return parts.clock.now().astimezone(BRUSSELS).date()


def _closing(engine: Engine) -> Callable[[FastAPI], Any]:
    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        await engine.close()

    return lifespan
