"""What a turn need not pay for in Rasa 3.6.21, taken out; figures in docs/performance.md. Each is one function."""

from functools import lru_cache
from typing import Any

import aiohttp
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import Event
from rasa.utils.endpoints import EndpointConfig

ACTION_SECONDS = 10.0  # a chat's lock lives 60 s, Rasa's own limit for an action is 300
IDLE_SECONDS = 30.0


def apply() -> None:
    """Tune this process; call it once, before Rasa starts."""
    check_answers_with_a_ready_schema()
    look_up_event_classes_once()
    keep_connections_to_actions_open()


def check_answers_with_a_ready_schema() -> None:
    """Rasa makes the schema of an action's answer anew each time, and checks the schema itself too."""
    schema = RemoteAction.action_response_format_spec()
    ready = validator_for(schema)(schema)

    def validate(_action: RemoteAction, result: dict[str, Any]) -> bool:
        ready.validate(result)
        return True

    RemoteAction._validate_action_result = validate


def look_up_event_classes_once() -> None:
    """Rasa walks through all classes of events for each event that it reads."""
    Event.resolve_by_type = staticmethod(lru_cache(maxsize=None)(Event.resolve_by_type))


def keep_connections_to_actions_open() -> None:
    """Rasa opens a session and a connection for each action."""

    def session(endpoint: EndpointConfig) -> "_Kept":
        kept: _Kept | None = getattr(endpoint, "_kept", None)
        if kept is None:
            kept = endpoint._kept = _Kept()
        return kept

    EndpointConfig.session = session


class _Kept:
    """A client session that outlives the block it is used in."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=ACTION_SECONDS),
                connector=aiohttp.TCPConnector(keepalive_timeout=IDLE_SECONDS),
            )
        return self._session

    async def __aexit__(self, *_error: object) -> None:
        """Stay open."""
