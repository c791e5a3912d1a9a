"""The fact test: nothing an answer states may come from anywhere but the facts."""

import re

import pytest

from bot.vacancy.facts_in_text import backing_of, fact_values, stray_literals, unbacked_claims
from bot.vacancy.reading import VacancyInvalid
from bot.vacancy.vacancy import load_vacancy
from tests.unit.vacancy.folders import INVENTED, SERVED, a_spoiled_copy, everything_said

EVERY_FOLDER = pytest.mark.parametrize("folder", [*SERVED, INVENTED], ids=lambda folder: folder.name)
SALARY = "Je verdient bruto {{ offer.salary.lowest | euro }} tot {{ offer.salary.highest | euro }}"


@EVERY_FOLDER
def test_every_figure_date_address_and_name_is_a_fact(folder):
    vacancy = load_vacancy(folder)
    backing = backing_of(vacancy.facts)
    wrong = {topic: unbacked_claims(text, backing) for topic, text in everything_said(vacancy)}
    assert {topic: claims for topic, claims in wrong.items() if claims} == {}


@EVERY_FOLDER
def test_no_answer_holds_a_name_or_address_of_its_own(folder):
    """A name at the start of a sentence looks like any word: here the facts themselves are searched for."""
    vacancy = load_vacancy(folder)
    facts = vacancy.facts
    contact = facts.contact
    parts = [part for part in contact.name.split() if len(part) > 3]
    names = {facts.employer.name, *parts, contact.name, contact.email, contact.phone}
    literals = "".join(file.read_text(encoding="utf-8") for file in (folder / "answers").glob("*.yml"))
    literals = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", literals, flags=re.DOTALL)
    literals = re.sub(r"^ *(?:source|related|title): .*$", "", literals, flags=re.MULTILINE)
    assert [name for name in names if re.search(rf"\b{re.escape(name)}\b", literals)] == []


@pytest.mark.parametrize(
    "words",
    [
        "Je verdient 3.200 euro",
        "Je verdient € 3200",
        "Je verdient bruto 2433,15 euro",
        "Je begint op 1 maart 2027 en je verdient",
        "Je mailt naar baas@larkendaal.example",
        "Je kijkt op https://larkendaal.example/loon",
        "Je belt naar 09 555 01 21",
        "Je zit op schaal D1-D3",
        "Je werkt voor Larkendaal",
        "Je krijgt vijf premies",
    ],
)
def test_answer_with_a_literal_is_refused(tmp_path, words):
    folder = a_spoiled_copy(tmp_path, "answers/offer.yml", lambda text: text.replace(SALARY, words))
    with pytest.raises(VacancyInvalid, match="stands in the text itself") as refusal:
        load_vacancy(folder)
    assert refusal.value.key == "topics.salary_range.text"


@pytest.mark.parametrize(
    "words",
    [
        'Je verdient {{ "3.200 euro" }}',
        "Je verdient {{ (offer.salary.lowest + 100) | euro }}",
        "Je verdient {{ offer.salary.lowest }} euro",
        "Je krijgt {{ offer.benefits.leave_days.lowest + 1 }} dagen",
        "Je krijgt {{ offer.benefits.leave_days.lowest }} euro",
        'Je werkt voor {{ "Kwadendonk" }}',
    ],
)
def test_answer_that_computes_or_smuggles_in_a_figure_is_refused(tmp_path, words):
    folder = a_spoiled_copy(tmp_path, "answers/offer.yml", lambda text: text.replace(SALARY, words))
    with pytest.raises(VacancyInvalid, match="which no fact gives"):
        load_vacancy(folder)


def test_fact_values_are_found_however_deep():
    values = set(fact_values(load_vacancy(INVENTED).facts))
    assert {"snoeien", "D1-D3", 26, "rijbewijs B"} <= values


def test_words_of_an_answer_are_no_claims():
    template = "Ja, dat kan. Vraag {{ contact.name }} raad. Wil je meer? Kijk {% if x %}hier{% endif %}."
    assert stray_literals(template) == ()
