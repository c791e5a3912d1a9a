"""Every refusal as RFC 9457 problem details in Dutch: one table from what went wrong to type and status."""

import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from bot.chat.conversing import UnknownButton, UnknownToken, UnknownVacancy
from bot.chat.pacing import TooFast, TooManyWaiting
from bot.transcripts.recording import KeyReused
from bot.wording.texts import say

MEDIA_TYPE = "application/problem+json"

STATUS_OF = {
    "geen-geldige-json": 400,
    "niet-aangemeld": 401,
    "niet-gevonden": 404,
    "onbekende-knop": 404,
    "onbekende-vacature": 404,
    "methode-niet-toegestaan": 405,
    "te-groot": 413,
    "geen-json": 415,
    "ongeldige-invoer": 422,
    "tekst-leeg": 422,
    "tekst-of-knop": 422,
    "tekst-te-lang": 422,
    "ongeldige-sleutel": 422,
    "sleutel-hergebruikt": 422,
    "te-snel": 429,
    "even-wachten": 429,
    "technisch-probleem": 500,
    "tijdelijk-niet-beschikbaar": 503,
}

_OF_CLASS: dict[type[Exception], str] = {
    UnknownToken: "niet-aangemeld",
    UnknownVacancy: "onbekende-vacature",
    UnknownButton: "onbekende-knop",
    TooManyWaiting: "even-wachten",
    KeyReused: "sleutel-hergebruikt",
}
_OF_STATUS = {HTTPStatus.NOT_FOUND: "niet-gevonden", HTTPStatus.METHOD_NOT_ALLOWED: "methode-niet-toegestaan"}
_WAIT_FOR_A_TURN_SECONDS = 2
_WAIT_FOR_THE_DATABASE_SECONDS = 10

Handler = Callable[[Request, Any], Awaitable[Response]]
logger = logging.getLogger(__name__)


class Refused(Exception):
    """A request that cannot be served, by the name of its problem (a key of STATUS_OF)."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def problem(name: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """Return the problem called `name` as a response."""
    content = {
        "type": f"/problemen/{name}",
        "title": say(f"web.problem.{name}.title"),
        "status": STATUS_OF[name],
        "detail": say(f"web.problem.{name}.detail"),
    }
    return JSONResponse(content, status_code=STATUS_OF[name], headers=headers, media_type=MEDIA_TYPE)


def unexpected_problem(error: Exception) -> JSONResponse:
    """Return the problem for an error that nobody foresaw; only the log knows where it came from."""
    # A database error's own words hold what was being written.
    where = None if isinstance(error, DBAPIError) else error
    logger.error("unexpected error: %s", type(error).__name__, exc_info=where)
    return problem("technisch-probleem")


def explain_problems(app: FastAPI, *, on_unknown_page: Handler) -> None:
    """Make `app` answer every error with a problem; a browser that asks for a page gets a page."""
    for error_class in _OF_CLASS:
        app.add_exception_handler(error_class, _known)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(TooFast, _too_fast)
    app.add_exception_handler(DBAPIError, _database)
    app.add_exception_handler(PoolTimeout, _database)

    async def http(request: Request, error: Any) -> Response:
        if error.status_code == HTTPStatus.NOT_FOUND and _wants_a_page(request):
            return await on_unknown_page(request, error)
        return problem(_OF_STATUS.get(error.status_code, "ongeldige-invoer"), error.headers)

    app.add_exception_handler(HTTPException, http)


def _wants_a_page(request: Request) -> bool:
    return not request.url.path.startswith("/api/") and "text/html" in request.headers.get("accept", "")


async def _known(_request: Request, error: Any) -> Response:
    name = _OF_CLASS[type(error)]
    headers = {}
    if name == "niet-aangemeld":
        headers["WWW-Authenticate"] = "Bearer"
    if name == "even-wachten":
        headers["Retry-After"] = str(_WAIT_FOR_A_TURN_SECONDS)
    return problem(name, headers)


async def _refused(_request: Request, error: Any) -> Response:
    return problem(error.name, {"WWW-Authenticate": "Bearer"} if error.name == "niet-aangemeld" else None)


async def _too_fast(_request: Request, error: Any) -> Response:
    return problem("te-snel", {"Retry-After": str(error.retry_after)})


async def _database(_request: Request, error: Any) -> Response:
    if isinstance(error, IntegrityError):
        return unexpected_problem(error)
    # The driver's own words may hold what was being written: only the kind of error is logged.
    logger.error("database unavailable: %s", type(getattr(error, "orig", None) or error).__name__)
    return problem("tijdelijk-niet-beschikbaar", {"Retry-After": str(_WAIT_FOR_THE_DATABASE_SECONDS)})
