"""The held-apart utterances keep their shape, their size and their distance from the training data."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

HELD_APART = Path(__file__).parents[2] / "understanding"
TRAINING = Path(__file__).parents[3] / "data" / "nlu"

TOPICS = {
    "pay": "salary_range salary_simulation pay_scale seniority seniority_private seniority_public",
    "benefits": "benefits_overview leave_days flexible_hours telework end_of_year_bonus meal_vouchers"
    " bicycle_allowance public_transport bicycle_lease hospital_insurance hospital_insurance_family"
    " group_insurance gsd_v work_atmosphere development_opportunities",
    "contract": "contract_type contract_duration part_time permanent_jobs permanent_procedure",
    "workplace": "workplace neighbourhood_teams central_team reports_to function_data city_news",
    "job": "vacancy_summary job_purpose tasks home_visits files_and_reports special_committee target_group"
    " partners_network reception_duty coaching_interns training_and_intervision",
    "conditions": "required_diplomas old_diplomas no_diploma foreign_diploma criminal_record",
    "procedure": "procedure_overview screening online_interview interview_length interview_channel"
    " interview_dates interview_content interviewer choose_slot waiting_list matching_interview"
    " communication_email",
    "competencies": "competencies_overview competency_customer_focus competency_cooperation"
    " competency_result_orientation competency_agility competency_integrity competency_advising"
    " competency_communication competency_empathy competency_innovation",
    "apply": "deadline how_to_apply contact more_information",
    "employer": "employer vision values",
}
SMALL_TALK_AND_DIALOGUE = (
    "check_diploma tell_diploma book_interview move_interview cancel_interview show_interview"
    " resend_invitation inform_moment affirm deny dont_know more_options greet goodbye thank help stop"
    " start_again insult bot_challenge human_handover compliment how_are_you privacy correction"
    " not_understood other_language"
)
DIALOGUE = set(SMALL_TALK_AND_DIALOGUE.split())
NO_ANSWER = {"not_in_bundle", "city_services", "out_of_scope"}
OUT_OF_SCOPE = NO_ANSWER | {"about_oneself", "gibberish", "other_languages"}
ALL_TOPICS = {topic for topics in TOPICS.values() for topic in topics.split()}
KNOWN = ALL_TOPICS | DIALOGUE | NO_ANSWER
GROUPED = [*(f"single/{theme}.yml" for theme in TOPICS), "dialogue_intents.yml", "out_of_scope.yml"]
NAMES_OF_WORDS = {"lookup", "regex", "synonym"}  # word lists of the engine, not utterances


def test_every_topic_has_at_least_twelve_questions_in_the_file_of_its_theme():
    for theme, topics in TOPICS.items():
        groups = load(f"single/{theme}.yml")

        assert set(groups) == set(topics.split())
        assert {name: len(items) for name, items in groups.items() if len(items) < 12} == {}


def test_no_theme_is_forgotten():
    assert {path.stem for path in (HELD_APART / "single").glob("*.yml")} == set(TOPICS)


def test_every_dialogue_intent_has_at_least_twelve_utterances():
    groups = load("dialogue_intents.yml")

    assert set(groups) == DIALOGUE
    assert {name: len(items) for name, items in groups.items() if len(items) < 12} == {}


def test_at_least_three_hundred_utterances_are_out_of_scope():
    groups = load("out_of_scope.yml")

    assert set(groups) == OUT_OF_SCOPE
    assert sum(len(items) for items in groups.values()) >= 300


@pytest.mark.parametrize("name", GROUPED)
def test_an_utterance_is_a_text_or_a_text_with_other_right_topics(name):
    for topic, items in load(name).items():
        for item in items:
            if isinstance(item, str):
                assert item.strip()
                continue
            assert set(item) == {"say", "also"}
            assert item["say"].strip()
            assert item["also"]
            assert set(item["also"]) <= KNOWN - {topic}


def test_a_message_with_several_questions_names_two_or_more_parts_in_order():
    for message in load("several.yml"):
        assert set(message) <= {"say", "topics", "unknown"}
        assert message["say"].strip()
        assert {topic for part in message["topics"] for topic in alternatives(part)} <= ALL_TOPICS
        assert len(message["topics"]) + message.get("unknown", 0) >= 2


def test_a_dialogue_has_two_or_more_turns_with_a_known_topic():
    for dialogue in load("context.yml"):
        assert set(dialogue) == {"turns"}
        assert len(dialogue["turns"]) >= 2
        for turn in dialogue["turns"]:
            assert set(turn) <= {"say", "topic", "also"}
            assert turn["say"].strip()
            assert {turn["topic"], *turn.get("also", [])} <= KNOWN


def test_no_utterance_is_doubled():
    counted = Counter(plain(text) or text for text in messages())

    assert [text for text, count in counted.items() if count > 1] == []


def test_no_dialogue_is_doubled():
    dialogues = [tuple(plain(turn["say"]) for turn in dialogue["turns"]) for dialogue in load("context.yml")]

    assert [turns for turns, count in Counter(dialogues).items() if count > 1] == []


def test_no_held_apart_utterance_stands_in_the_training_data():
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in TRAINING.rglob("*.yml")]
    trained = {plain(text) for text in trained_on(files)}
    if not trained:
        pytest.skip("there is no training data yet")

    assert sorted({text for text in [*messages(), *follow_ups()] if plain(text) in trained - {""}}) == []


def load(name: str) -> Any:
    return yaml.safe_load((HELD_APART / name).read_text(encoding="utf-8"))


def alternatives(part: str | list[str]) -> list[str]:
    return [part] if isinstance(part, str) else part


def messages() -> Iterator[str]:
    """Every message that stands by itself, so all but the turns of the dialogues."""
    for name in GROUPED:
        for items in load(name).values():
            yield from (item if isinstance(item, str) else item["say"] for item in items)
    yield from (message["say"] for message in load("several.yml"))


def follow_ups() -> Iterator[str]:
    """The turns after the first: the opening of a dialogue may be as plain as the training data."""
    for dialogue in load("context.yml"):
        yield from (turn["say"] for turn in dialogue["turns"][1:])


def trained_on(node: Any) -> Iterator[str]:
    """Every utterance in a file of training data, one per line, without Rasa's entity marks."""
    if isinstance(node, str):
        for line in node.splitlines():
            yield re.sub(r"\[([^\]]*)\](\([^)]*\)|\{[^}]*\})", r"\1", line.removeprefix("- "))
    elif isinstance(node, list):
        for item in node:
            yield from trained_on(item)
    elif isinstance(node, dict) and not NAMES_OF_WORDS & set(node):
        for item in node.values():
            yield from trained_on(item)


def plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]|_", " ", text.casefold()).split())
