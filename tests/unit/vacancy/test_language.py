"""How answers read: je-form, short sentences, no word that judges a candidate."""

import re
from statistics import mean

import pytest

from bot.vacancy.vacancy import load_vacancy
from tests.unit.vacancy.folders import INVENTED, SERVED, everything_said

EVERY_FOLDER = pytest.mark.parametrize("folder", [*SERVED, INVENTED], ids=lambda folder: folder.name)
FORBIDDEN = re.compile(
    r"kom(?:t|en)? (?:je |u )?(?:ook )?in aanmerking|\bu\b|\buw\b|geschikt|afgewezen|gefeliciteerd|"
    r"\bderhalve\b|\btevens\b|\bteneinde\b|\bmiddels\b|\bdient te\b|"
    r"\bmaandloon\b|per maand|per dag|  |\bNone\b",
    re.IGNORECASE,
)
# Said of the invented vacancy, whose bundle does give these periods.
GIVEN = {"groendienst-2027": "per maand"}


@EVERY_FOLDER
def test_no_answer_judges_or_speaks_formally(folder):
    found = {
        topic: FORBIDDEN.findall(text)
        for topic, text in everything_said(load_vacancy(folder))
        if set(FORBIDDEN.findall(text)) - {GIVEN.get(folder.name)}
    }
    assert found == {}


@EVERY_FOLDER
def test_sentences_are_short(folder):
    vacancy = load_vacancy(folder)
    diplomas = vacancy.facts.diplomas
    quoted = {f"- {diploma.line}" for diploma in (*diplomas.current, *diplomas.old)}
    lengths = {}
    for topic, text in everything_said(vacancy):
        for sentence in _sentences(text):
            if sentence not in quoted:
                lengths[topic, sentence] = len(re.findall(r"\w[\w'-]*", sentence))
    too_long = {sentence: length for sentence, length in lengths.items() if length > 24}
    assert too_long == {}
    assert mean(lengths.values()) <= 12


@EVERY_FOLDER
def test_answers_are_short_unless_they_list(folder):
    long = {
        topic: len(text.split())
        for topic, text in everything_said(load_vacancy(folder))
        if "\n- " not in text and len(text.split()) > 60
    }
    assert long == {}


@EVERY_FOLDER
def test_simpler_answer_keeps_to_still_shorter_sentences(folder):
    for answer in load_vacancy(folder).answers.values():
        if answer.simple:
            assert answer.simple != answer.text
            too_long = [line for line in _sentences(answer.simple) if len(line.split()) > 17]
            assert too_long == [], answer.topic


@EVERY_FOLDER
def test_links_are_https_and_stand_free_of_punctuation(folder):
    for topic, text in everything_said(load_vacancy(folder)):
        assert "http://" not in text
        assert not re.search(r"https://\S+[.,;:!?)]($|\s)", text), topic


def test_forbidden_words_are_seen():
    for text in (
        "Je komt in aanmerking.",
        "Dan kom je ook in aanmerking",
        "Bezorg ons uw diploma",
        "Wat u doet",
    ):
        assert FORBIDDEN.search(text), text
    assert not FORBIDDEN.search("Je duurt uren, nu en straks.")


def _sentences(text: str) -> list[str]:
    lines = (line.strip() for line in text.splitlines())
    return [sentence for line in lines for sentence in re.split(r"(?<=[.?!:]) +", line) if sentence]
