"""The candidate's HTTP API: begin, say, read back, keep and erase a conversation."""

import ipaddress
from typing import Annotated, Self

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from pydantic import BaseModel, StrictStr, model_validator

from bot.chat.conversing import Chat, Pressed, Typed
from bot.chat.pacing import PerMinute
from bot.web.bodies import read_json
from bot.web.problems import Refused
from bot.web.shown import as_json, as_text

LONGEST_TEXT = 500
_LONGEST_KEY = 200


def chat_routes(chat: Chat, *, title: str, new_conversations: PerMinute) -> APIRouter:
    """Return the routes under /api; `new_conversations` paces each address."""
    api = _ChatApi(chat, title, new_conversations)
    routes = APIRouter(prefix="/api")
    routes.add_api_route("/conversations", api.begin, methods=["POST"])
    routes.add_api_route("/conversations", api.erase, methods=["DELETE"])
    routes.add_api_route("/messages", api.say, methods=["POST"])
    routes.add_api_route("/messages", api.everything, methods=["GET"])
    routes.add_api_route("/transcript.txt", api.keep, methods=["GET"])
    return routes


class _Begin(BaseModel):
    vacancy: StrictStr | None = None


class _Say(BaseModel):
    text: StrictStr | None = None
    button: StrictStr | None = None

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Self:
        if (self.text is None) == (self.button is None):
            raise ValueError("tekst-of-knop")
        if self.text == "":
            raise ValueError("tekst-leeg")
        if self.text is not None and len(self.text) > LONGEST_TEXT:
            raise ValueError("tekst-te-lang")
        return self


def _token(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Refused("niet-aangemeld")
    return token.strip()


def _key(request: Request) -> str | None:
    key = request.headers.get("idempotency-key")
    if key is not None and not (0 < len(key) <= _LONGEST_KEY and key.isascii() and key.isprintable()):
        raise Refused("ongeldige-sleutel")
    return key


Token = Annotated[str, Depends(_token)]
Key = Annotated[str | None, Depends(_key)]


class _ChatApi:
    def __init__(self, chat: Chat, title: str, new_conversations: PerMinute) -> None:
        self._chat = chat
        self._title = title
        self._new_conversations = new_conversations

    async def begin(self, request: Request) -> Response:
        self._new_conversations.count(_address(request))
        begun = await self._chat.begin((await read_json(request, _Begin)).vacancy)
        content = {"token": begun.token, "messages": [as_json(message) for message in begun.messages]}
        return JSONResponse(content, status_code=201)

    async def say(self, request: Request, token: Token, key: Key) -> Response:
        said = await read_json(request, _Say)
        words = Typed(text=said.text) if said.text is not None else Pressed(button=said.button or "")
        replies = await self._chat.take_turn(token, words, key=key)
        return JSONResponse({"messages": [as_json(message) for message in replies]})

    async def everything(self, token: Token) -> Response:
        messages = await self._chat.everything(token)
        return JSONResponse({"messages": [as_json(message) for message in messages]})

    async def keep(self, token: Token) -> Response:
        headers = {"Content-Disposition": 'attachment; filename="gesprek.txt"'}
        return PlainTextResponse(as_text(self._title, await self._chat.everything(token)), headers=headers)

    async def erase(self, token: Token) -> Response:
        await self._chat.erase(token)
        return Response(status_code=204)


def _address(request: Request) -> str:
    """The direct peer, never a header. One household has a whole IPv6 /64: it counts as one."""
    host = request.client.host if request.client else "unknown"
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return host
