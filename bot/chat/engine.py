"""Talks to the engine (Rasa) on loopback. What comes back is raw JSON; chat/replies.py judges it."""

import asyncio
import logging
import sqlite3
from pathlib import Path
from typing import Any, Literal

import httpx
from anyio.to_thread import run_sync

from bot.chat.memory import erase

TURN_SECONDS = 12.0  # an action takes 10 s at most
PROBE_SECONDS = 2.0
_KEEP_ALIVE_SECONDS = 3.0  # less than the engine's own 5 s, so that it never closes a connection under us

Trouble = Literal["down", "slow", "status", "garbage", "empty"]

logger = logging.getLogger(__name__)


class EngineUnavailable(Exception):
    """The engine gave no usable answer; carries in which way."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


class Engine:
    """The engine behind `url` (scheme, host, port); close it when the process ends.

    `memory` is the SQLite file in which it keeps the state of its dialogues (its HTTP API cannot erase one).
    """

    def __init__(
        self,
        url: str,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        turn_seconds: float = TURN_SECONDS,
        memory: Path | None = None,
    ) -> None:
        limits = httpx.Limits(max_connections=200, keepalive_expiry=_KEEP_ALIVE_SECONDS)
        self._http = httpx.AsyncClient(
            base_url=url, transport=transport, limits=limits, timeout=turn_seconds, trust_env=False
        )
        self._turn_seconds = turn_seconds
        self._memory = memory

    async def say(self, sender: str, message: str) -> list[Any]:
        """Return the items the engine answers with, at least one. Raises EngineUnavailable."""
        response = await self._post(sender, message)
        if response.status_code != httpx.codes.OK:
            raise EngineUnavailable("status")
        try:
            items = response.json()
        except (ValueError, RecursionError) as error:
            raise EngineUnavailable("garbage") from error
        if not isinstance(items, list):
            raise EngineUnavailable("garbage")
        if not items:
            raise EngineUnavailable("empty")
        return items

    async def forget(self, sender: str) -> bool:
        """Remove `sender` from the engine's memory; False when that failed (its own purge comes later)."""
        if self._memory is None:
            return False
        try:
            await run_sync(erase, self._memory, sender)
        except sqlite3.Error as error:
            logger.warning("engine did not forget conversation %s: %s", sender, type(error).__name__)
            return False
        return True

    async def is_up(self) -> bool:
        """Tell whether the engine answers at all, within two seconds."""
        try:
            response = await self._http.get("/", timeout=PROBE_SECONDS)
        except httpx.HTTPError:
            return False
        return response.status_code == httpx.codes.OK

    async def close(self) -> None:
        await self._http.aclose()

    async def _post(self, sender: str, message: str) -> httpx.Response:
        body = {"sender": sender, "message": message}
        try:
            # httpx limits each read, this limits the whole answer
            async with asyncio.timeout(self._turn_seconds):
                return await self._http.post("/webhooks/rest/webhook", json=body)
        except (TimeoutError, httpx.TimeoutException) as error:
            raise EngineUnavailable("slow") from error
        except httpx.HTTPError as error:
            raise EngineUnavailable("down") from error
