"""Another employer's vacancy, served by the same code: its own facts, silence where its bundle is silent."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.all import all_actions
from bot.migrations.run import migrate
from bot.settings import Settings
from bot.wiring import App, wire

ROOT = Path(__file__).parents[3]
FIRST = yaml.safe_load(
    (ROOT / "vacancies/maatschappelijk-werker-2026/facts/contact.yml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> App:
    settings = Settings(
        vacancies_dir=ROOT / "tests" / "vacancies",
        vacancy="groendienst-2027",
        data_dir=tmp_path_factory.mktemp("data"),
        clock="2027-01-11T10:00",
    )
    migrate(settings.database)
    return wire(settings)


def _run(app: App, action: str, *, intent: str, text: str) -> list[dict[str, Any]]:
    message = {"text": text, "intent": {"name": intent, "confidence": 0.9}, "entities": []}
    events = [{"event": "action", "name": "action_listen"}, {"event": "user", **message}]
    events.append({"event": "action", "name": action.removeprefix("validate_")})
    tracker = Tracker("chat", {}, message, events, False, None, {}, action)
    dispatcher = CollectingDispatcher()
    step = next(step for step in all_actions(app) if step.name() == action)
    asyncio.run(step.run(dispatcher, tracker, {}))
    return [said["custom"] for said in dispatcher.messages]


def test_its_answers_are_its_own(app: App) -> None:
    for topic in app.vacancy.answers:
        (reply,) = _run(app, "action_answer", intent=topic, text="vraag")

        assert reply["kind"] == "answer"
        assert reply["topic"] == topic
        assert reply["source"] in app.vacancy.facts.vacancy.sections
        assert not [fact for fact in FIRST.values() if fact in reply["text"]]


@pytest.mark.parametrize("topic", ["bicycle_lease", "group_insurance", "telework"])
def test_what_its_bundle_is_silent_on_is_said_to_be_so(app: App, topic: str) -> None:
    (reply,) = _run(app, "action_answer", intent=topic, text="vraag")

    assert reply["kind"] == "unknown"
    assert app.vacancy.contact.email in reply["text"]


@pytest.mark.parametrize(
    ("action", "intent"),
    [
        ("action_small_talk", "human_handover"),
        ("action_help", "help"),
        ("action_not_understood", "out_of_scope"),
        ("action_not_in_bundle", "not_in_bundle"),
        ("action_other_services", "city_services"),
        ("validate_diploma_form", "check_diploma"),
    ],
)
def test_every_step_of_the_dialogue_speaks_for_it(app: App, action: str, intent: str) -> None:
    replies = _run(app, action, intent=intent, text="telt mijn bachelor rechten?")

    assert replies
    assert "failure" not in [reply["kind"] for reply in replies]
    assert not [fact for fact in FIRST.values() for reply in replies if fact in reply["text"]]
