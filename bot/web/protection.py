"""Around every request: security headers, a log line and a count without tokens, and a net for errors."""

import logging
import time
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.problems import unexpected_problem

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_PERSONAL = ("/api/", "/i/")
_METHODS = frozenset({"GET", "HEAD", "POST", "DELETE", "PUT", "PATCH", "OPTIONS"})

access = logging.getLogger("bot.web.access")


class Protection:
    """ASGI middleware; the route's template is logged, never the path (a manage link is a secret)."""

    def __init__(
        self, app: ASGIApp, registry: CollectorRegistry, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._app = app
        self._seconds = seconds
        self._requests = Counter(
            "vacaturebot_http_requests", "Requests.", ["method", "route", "status"], registry=registry
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = self._seconds()
        started = False

        async def send_protected(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                _protect(MutableHeaders(scope=message), scope["path"])
                self._note(scope, message["status"], self._seconds() - begun)
            await send(message)

        try:
            await self._app(scope, receive, send_protected)
        except Exception as error:
            if started:
                raise
            await unexpected_problem(error)(scope, receive, send_protected)

    def _note(self, scope: Scope, status: int, took: float) -> None:
        method = scope["method"] if scope["method"] in _METHODS else "other"
        route = getattr(scope.get("route"), "path", "-")
        access.info("%s %s %s %.0f ms", method, route, status, took * 1000)
        self._requests.labels(method, route, status).inc()


def _protect(headers: MutableHeaders, path: str) -> None:
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
    if path.startswith(_PERSONAL):
        headers["Cache-Control"] = "no-store"
        headers["X-Robots-Tag"] = "noindex"
    else:
        headers.setdefault("Cache-Control", "no-cache")
