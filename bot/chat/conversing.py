"""A conversation from token to replies: one turn at a time, written down before and after the engine."""

import hashlib
import logging
import secrets
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from anyio.to_thread import run_sync
from sqlalchemy.exc import IntegrityError

from bot.chat.engine import Engine, EngineUnavailable
from bot.chat.greeting import ChatVacancy, apologise, greet, nothing_readable
from bot.chat.measures import ChatMeasures
from bot.chat.pacing import OneAtATime, PerMinute, TooManyWaiting
from bot.chat.replies import ItemMalformed, as_reply
from bot.chat.typed import for_engine, masked, readable
from bot.clock import Clock
from bot.store import Store
from bot.transcripts import looking_up, recording
from bot.transcripts.messages import Message, Reply

MESSAGES_PER_MINUTE = 30
WAITING_TURNS = 4
_UNSAVED_KEPT = 1000

Outcome = Literal["answered", "technical_problem", "nothing_readable"]
Returned = TypeVar("Returned")

logger = logging.getLogger(__name__)


class UnknownToken(Exception):
    """No conversation is opened by this token; it was erased or never given out."""


class UnknownVacancy(Exception):
    """A conversation was asked for about a vacancy that this bot does not know."""


class UnknownButton(Exception):
    """No such button was offered in this conversation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A new conversation; this is the only time the token is seen."""

    token: str
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    button: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Saying:
    """What is written down, and what the engine is told."""

    written: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    replies: Sequence[Reply]
    outcome: Outcome


class Chat:
    """All conversations about one vacancy. Runs in one event loop; the database is used off it."""

    def __init__(
        self,
        *,
        store: Store,
        engine: Engine,
        vacancy: ChatVacancy,
        clock: Clock,
        measures: ChatMeasures,
        seconds: Callable[[], float],
        rate_limits: bool,
    ) -> None:
        self._store = store
        self._engine = engine
        self._vacancy = vacancy
        self._clock = clock
        self._measures = measures
        self._pace = PerMinute(MESSAGES_PER_MINUTE if rate_limits else None, seconds=seconds)
        self._turns = OneAtATime(waiting=WAITING_TURNS)
        self._unsaved: OrderedDict[int, _Outcome] = OrderedDict()

    async def begin(self, vacancy: str | None) -> Begun:
        """Open a conversation and greet. Raises UnknownVacancy."""
        if vacancy not in (None, self._vacancy.id):
            raise UnknownVacancy
        token = secrets.token_urlsafe(32)
        messages = await run_sync(
            lambda: recording.start(
                self._store,
                conversation=secrets.token_urlsafe(16),
                token_hash=_hashed(token),
                vacancy=self._vacancy.id,
                greeting=greet(self._vacancy),
                now=self._clock.now(),
            )
        )
        self._measures.conversations.labels("begun").inc()
        return Begun(token=token, messages=messages)

    async def take_turn(self, token: str, said: Typed | Pressed, *, key: str | None) -> tuple[Message, ...]:
        """Write down what was said, have it answered, return the replies. A known `key` is not taken twice.

        Raises UnknownToken, UnknownButton, TooFast, TooManyWaiting, KeyReused; the database's errors pass.
        """
        conversation = await self._find(token)
        self._pace.count(conversation)
        saying = await self._understand(conversation, said)
        async with self._turns.turn(conversation):
            with self._measures.turn_seconds.time():
                return await self._answer(conversation, saying, key)

    async def everything(self, token: str) -> tuple[Message, ...]:
        """Return the whole conversation, oldest first. Raises UnknownToken."""
        conversation = await self._find(token)
        return await run_sync(looking_up.all_messages, self._store, conversation)

    async def erase(self, token: str) -> None:
        """Forget the conversation, here and in the engine. Raises UnknownToken, TooManyWaiting."""
        conversation = await self._find(token)
        async with self._turns.turn(conversation):
            await run_sync(recording.erase, self._store, conversation)
            forgotten = await self._engine.forget(conversation)
        self._measures.conversations.labels("erased").inc()
        if not forgotten:
            self._measures.trouble.labels("not_forgotten").inc()

    async def _find(self, token: str) -> str:
        conversation = await run_sync(looking_up.find_conversation, self._store, _hashed(token))
        if conversation is None:
            raise UnknownToken
        return conversation

    async def _understand(self, conversation: str, said: Typed | Pressed) -> _Saying:
        if isinstance(said, Typed):
            written = masked(readable(said.text))
            return _Saying(written=written, told=for_engine(written))
        button = await run_sync(looking_up.find_button, self._store, conversation, said.button)
        if button is None:
            raise UnknownButton
        return _Saying(written=button.title, told=button.payload)

    async def _answer(self, conversation: str, saying: _Saying, key: str | None) -> tuple[Message, ...]:
        opened = await self._open(conversation, saying.written, key)
        if isinstance(opened, recording.Answered):
            return opened.messages
        # Replies that could not be saved the first time are not asked for twice: asking may have booked.
        done = self._unsaved.pop(opened.turn, None) or await self._replies(conversation, saying.told)
        self._remember(opened.turn, done)
        messages = await self._close(opened.turn, conversation, done)
        del self._unsaved[opened.turn]
        self._count(done)
        return messages

    async def _open(
        self, conversation: str, written: str, key: str | None
    ) -> recording.Opened | recording.Answered:
        now = self._clock.now()
        try:
            return await run_sync(
                lambda: recording.open_turn(self._store, conversation, written, key=key, now=now)
            )
        except recording.ConversationGone as error:
            raise UnknownToken from error
        except IntegrityError as error:  # another process writes down the same turn
            raise TooManyWaiting from error

    async def _close(self, turn: int, conversation: str, done: _Outcome) -> tuple[Message, ...]:
        now = self._clock.now()
        try:
            return await run_sync(
                lambda: recording.close_turn(
                    self._store, conversation, turn, done.replies, outcome=done.outcome, now=now
                )
            )
        except recording.ConversationGone as error:
            raise UnknownToken from error

    async def _replies(self, conversation: str, told: str) -> _Outcome:
        if not told:
            return _Outcome(replies=[nothing_readable(self._vacancy)], outcome="nothing_readable")
        try:
            with self._measures.engine_seconds.time():
                items = await self._engine.say(conversation, told)
        except EngineUnavailable as error:
            self._note_trouble(conversation, error.trouble)
            return _Outcome(replies=[apologise(self._vacancy)], outcome="technical_problem")
        replies: list[Reply] = []
        for item in items:
            try:
                replies.append(as_reply(item))
            except ItemMalformed as error:
                self._note_trouble(conversation, "malformed", where=error.where)
        if len(replies) == len(items):
            return _Outcome(replies=replies, outcome="answered")
        return _Outcome(replies=[*replies, apologise(self._vacancy)], outcome="technical_problem")

    def _remember(self, turn: int, done: _Outcome) -> None:
        self._unsaved[turn] = done
        if len(self._unsaved) > _UNSAVED_KEPT:
            self._unsaved.popitem(last=False)

    def _note_trouble(self, conversation: str, trouble: str, *, where: str = "") -> None:
        logger.error("engine trouble in conversation %s: %s %s", conversation, trouble, where)
        self._measures.trouble.labels(trouble).inc()

    def _count(self, done: _Outcome) -> None:
        self._measures.turns.labels(done.outcome).inc()
        for reply in done.replies:
            self._measures.replies.labels(reply.kind).inc()


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
