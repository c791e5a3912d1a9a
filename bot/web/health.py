"""Probes and measurements: is the process alive, can it serve, what has it counted."""

import asyncio

from anyio.to_thread import run_sync
from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.chat.engine import Engine
from bot.store import Store

_DATABASE_SECONDS = 2.0


def health_routes(store: Store, engine: Engine, registry: CollectorRegistry) -> APIRouter:
    """Return /health/live, /health/ready and /metrics; none of them says anything about a person."""
    routes = APIRouter()

    @routes.api_route("/health/live", methods=["GET", "HEAD"])
    async def live() -> Response:
        return JSONResponse({"status": "ok"})

    @routes.api_route("/health/ready", methods=["GET", "HEAD"])
    async def ready() -> Response:
        database, engine_up = await asyncio.gather(_database_answers(store), engine.is_up())
        all_up = database and engine_up
        content = {"status": "ok" if all_up else "unavailable", "database": database, "engine": engine_up}
        return JSONResponse(content, status_code=200 if all_up else 503)

    @routes.get("/metrics")
    async def metrics() -> Response:
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    return routes


async def _database_answers(store: Store) -> bool:
    def look() -> None:
        with store.read() as session:
            session.execute(text("SELECT 1 FROM conversation LIMIT 1"))

    try:
        async with asyncio.timeout(_DATABASE_SECONDS):
            await run_sync(look, abandon_on_cancel=True)
    except (SQLAlchemyError, TimeoutError):
        return False
    return True
