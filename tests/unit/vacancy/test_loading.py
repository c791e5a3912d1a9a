"""Loading a vacancy: what is there, what is silent, and what stops the start."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.vacancy.reading import VacancyInvalid
from bot.vacancy.vacancy import load_vacancy
from tests.unit.vacancy.folders import INVENTED, SERVED, a_spoiled_copy


@pytest.fixture(scope="module")
def invented():
    return load_vacancy(INVENTED)


@pytest.mark.parametrize("folder", [*SERVED, INVENTED], ids=lambda folder: folder.name)
def test_every_topic_of_the_menu_has_an_answer(folder):
    vacancy = load_vacancy(folder)
    menu = [topic for theme in vacancy.themes for topic in theme.topics]
    assert sorted(menu) == sorted(vacancy.answers)
    assert all(vacancy.answer(topic) for topic in menu)


def test_vacancy_of_another_employer_needs_no_code(invented):
    assert invented.id == "groendienst-2027"
    assert invented.title == "Tuinier groendienst (D1-D3)"
    assert invented.apply_by == date(2027, 2, 28)
    assert (invented.contact.name, invented.contact.email) == ("Jorn Aelvoet", "werk@larkendaal.example")
    assert [theme.title for theme in invented.themes] == ["Loon en voordelen", "De job", "Solliciteren"]
    assert invented.facts.offer.salary.lowest == Decimal("2433.15")


def test_answer_is_filled_in_with_the_facts(invented):
    answer = invented.answer("salary_range")
    assert answer.text == "Je verdient bruto 2433,15 euro tot 3297,60 euro per maand."
    assert answer.source == "Ons aanbod"
    assert answer.related == ("seniority", "benefits_overview")


@pytest.mark.parametrize(
    "topic", ["bicycle_lease", "group_insurance", "telework", "old_diplomas", "no such topic"]
)
def test_topic_on_which_the_bundle_is_silent_has_no_answer(invented, topic):
    assert invented.answer(topic) is None


def test_topics_of_a_theme_come_in_menu_order(invented):
    assert [answer.topic for answer in invented.topics("job")] == ["vacancy_summary", "tasks", "employer"]
    assert invented.topics("no such theme") == ()


def test_answer_says_so_once_its_days_are_over(invented):
    last = invented.facts.booking.period.last
    assert "19 maart 2027" in invented.answer("interview_dates", on=last).text
    assert "voorbij" not in invented.answer("interview_dates", on=last).text
    later = invented.answer("interview_dates", on=date(2027, 3, 20))
    assert later.text == "De gesprekken zijn voorbij sinds vrijdag 19 maart 2027."
    assert later.simple is None


def test_interview_days_and_length_come_from_booking_yml_alone(tmp_path):
    folder = a_spoiled_copy(
        tmp_path, "booking.yml", lambda text: text.replace("2027-03-15", "2027-03-16").replace("30", "25", 1)
    )
    text = load_vacancy(folder).answer("interview_dates").text
    assert "dinsdag 16 maart 2027" in text
    assert "25 minuten" in text


def test_vacancy_without_booking_and_diplomas_loads_when_no_answer_needs_them(tmp_path):
    folder = a_spoiled_copy(
        tmp_path, "answers/selection.yml", lambda text: _without_topic(text, "interview_dates")
    )
    (folder / "booking.yml").unlink()
    (folder / "diplomas.yml").unlink()
    assert load_vacancy(folder).facts.booking is None


def _without_topic(text: str, topic: str) -> str:
    return re.sub(rf"  {topic}:\n(?:    .*\n)+", "", text)


def _replacing(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, 1)


MISTAKES = {
    "a fact nobody knows": (
        "facts/offer.yml",
        _replacing("contract:\n", "contract:\n  colour: green\n"),
        "contract.colour",
        "not permitted",
    ),
    "an amount that is no amount": (
        "facts/offer.yml",
        _replacing('"2433.15"', '"veel"'),
        "salary.lowest",
        "decimal",
    ),
    "an amount below zero": (
        "facts/offer.yml",
        _replacing('"6.20"', '"-6.20"'),
        "benefits.meal_vouchers.amount",
        "greater than 0",
    ),
    "amounts in the wrong order": (
        "facts/offer.yml",
        _replacing('"2433.15"', '"9999.99"'),
        "salary",
        "lowest is more than highest",
    ),
    "a count that is a text": (
        "facts/offer.yml",
        _replacing("lowest: 26", 'lowest: "26"'),
        "benefits.leave_days.lowest",
        "integer",
    ),
    "a day that does not exist": (
        "facts/vacancy.yml",
        _replacing("2027-02-28", '"2027-02-30"'),
        "apply_by",
        "date",
    ),
    "a mailbox that is none": (
        "facts/contact.yml",
        _replacing("werk@", "werk at "),
        "email",
        "is not an e-mail address",
    ),
    "a phone number that is none": (
        "facts/contact.yml",
        _replacing("09 555 01 20", "bel maar"),
        "phone",
        "pattern",
    ),
    "an address that is not https": (
        "facts/vacancy.yml",
        _replacing("https://", "http://"),
        "apply_page.address",
        "is not an https address",
    ),
    "a fact that is missing": (
        "facts/contact.yml",
        _replacing("name: Jorn Aelvoet\n", ""),
        "name",
        "required",
    ),
    "a key a template would not find": (
        "facts/offer.yml",
        _replacing("work_clothes:", "items:"),
        "benefits",
        "'items' cannot be a key",
    ),
    "a file of facts nobody knows": (
        "facts/parking.yml",
        lambda _: "free: true\n",
        "",
        "is not a file of facts",
    ),
    "interviews that end before they begin": (
        "booking.yml",
        _replacing("last: 2027-03-19", "last: 2027-03-01"),
        "period",
        "first is after last",
    ),
    "a template that asks for a missing fact": (
        "answers/offer.yml",
        _replacing("offer.salary.period", "offer.salary.scales_page.name"),
        "topics.salary_range.text",
        "scales_page",
    ),
    "a template with a mistake in it": (
        "answers/offer.yml",
        _replacing("{{ offer.salary.period }}", "{{ offer.salary.period }"),
        "topics.salary_range.text",
        "expected",
    ),
    "a filter that gets another kind of fact": (
        "answers/offer.yml",
        _replacing("offer.salary.lowest | euro", "offer.salary.lowest | long_date"),
        "topics.salary_range.text",
        "",
    ),
    "a source that is no section": (
        "answers/offer.yml",
        _replacing("source: Ons aanbod", "source: Ons voorstel"),
        "topics.salary_range.source",
        "Ons voorstel",
    ),
    "a related topic that does not exist": (
        "answers/offer.yml",
        _replacing("[seniority, benefits_overview]", "[seniority, company_car]"),
        "topics.salary_range.related",
        "company_car",
    ),
    "a topic that points at itself": (
        "answers/offer.yml",
        _replacing("[seniority, benefits_overview]", "[salary_range]"),
        "topics.salary_range.related",
        "salary_range",
    ),
    "a button title that is too long": (
        "answers/offer.yml",
        _replacing("title: Hoeveel verdien ik?", f"title: {'lang ' * 8}"),
        "topics.salary_range.title",
        "30",
    ),
    "an empty text": (
        "answers/job.yml",
        lambda text: re.sub(r"text: Als .*", 'text: "{% if false %}nee{% endif %}"', text),
        "topics.vacancy_summary.text",
        "is empty",
    ),
    "no text at all": (
        "answers/job.yml",
        _replacing("text: |-", "words: |-"),
        "topics.tasks.text",
        "required",
    ),
    "a topic that stands in two themes": (
        "answers/job.yml",
        _replacing("  employer:", "  seniority:"),
        "topics.seniority",
        "also stands in offer.yml",
    ),
    "a theme that is not in the menu": (
        "answers/parking.yml",
        lambda _: "title: Parkeren\n",
        "",
        "is not among the themes",
    ),
    "a theme without a file": (
        "facts/vacancy.yml",
        _replacing("themes: [offer,", "themes: [parking, offer,"),
        "",
        "cannot be read",
    ),
    "a last day without what holds afterwards": (
        "answers/selection.yml",
        lambda text: re.sub(r"    afterwards: .*\n", "", text),
        "topics.interview_dates.until",
        "go together",
    ),
    "a last day that is no day": (
        "answers/selection.yml",
        _replacing('until: "{{ booking.period.last }}"', 'until: "{{ contact.name }}"'),
        "topics.interview_dates.until",
        "is not a day",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_stops_the_start_and_is_named(tmp_path, mistake):
    file, change, key, reason = MISTAKES[mistake]
    folder = a_spoiled_copy(tmp_path, file, change)
    with pytest.raises(VacancyInvalid) as refusal:
        load_vacancy(folder)
    assert refusal.value.key == key
    assert reason in refusal.value.reason
    if mistake != "a theme without a file":
        assert refusal.value.file == folder / file


def test_missing_folder_is_named():
    with pytest.raises(VacancyInvalid, match=r"vacancy\.yml: cannot be read"):
        load_vacancy(Path("no such vacancy"))
