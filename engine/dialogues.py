"""Keeps the state of each dialogue, small and on disk: the last turns, and what earlier ones led to.

What was said is kept elsewhere (bot/transcripts); a long conversation is no slower than a short one.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

KEPT_TURNS = 6
BUSY_SECONDS = 5.0


class DialogueStore(TrackerStore):
    """One row a dialogue in a SQLite file; at most six turns of events in it."""

    def __init__(
        self, domain: Domain | None, event_broker: EventBroker | None = None, *, db: str, **_options: Any
    ) -> None:
        super().__init__(domain, event_broker)
        self._rows = sqlite3.connect(db, timeout=BUSY_SECONDS, check_same_thread=False, isolation_level=None)
        self._rows.execute("PRAGMA journal_mode=WAL")
        # The state of a chat may lose its last seconds in a power cut; bookings are not kept here.
        self._rows.execute("PRAGMA synchronous=NORMAL")
        self._rows.execute("PRAGMA secure_delete=ON")
        self._rows.execute(
            "CREATE TABLE IF NOT EXISTS dialogue (sender_id TEXT PRIMARY KEY, events TEXT, changed_at REAL)"
        )

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep what the next turn needs of `tracker`."""
        events = json.dumps([event.as_dict() for event in self._shortened(tracker)])
        self._rows.execute("REPLACE INTO dialogue VALUES (?, ?, ?)", (tracker.sender_id, events, time.time()))

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the dialogue as it was saved, None for a new one."""
        query = "SELECT events FROM dialogue WHERE sender_id = ?"
        row = self._rows.execute(query, (sender_id,)).fetchone()
        if row is None:
            return None
        tracker = self.init_tracker(sender_id)
        for parameters in json.loads(row[0]):
            event = Event.from_parameters(parameters)
            if event is not None:
                tracker.update(event)
        return tracker

    async def keys(self) -> Iterable[str]:
        """Return the ids of all dialogues."""
        return [row[0] for row in self._rows.execute("SELECT sender_id FROM dialogue")]

    def _shortened(self, tracker: DialogueStateTracker) -> list[Event]:
        events = list(tracker.events)
        turns = [place for place, event in enumerate(events) if isinstance(event, UserUttered)]
        if len(turns) <= KEPT_TURNS:
            return events
        cut = turns[-KEPT_TURNS]
        before = DialogueStateTracker.from_events(tracker.sender_id, events[:cut], self.domain.slots)
        return [*_summed_up(before), *events[cut:]]


def _summed_up(tracker: DialogueStateTracker) -> list[Event]:
    kept: list[Event] = [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted()]
    if tracker.active_loop_name:
        kept.append(ActiveLoop(tracker.active_loop_name))
    kept += [SlotSet(slot.name, slot.value) for slot in tracker.slots.values() if slot.value is not None]
    return [*kept, ActionExecuted(ACTION_LISTEN_NAME)]
