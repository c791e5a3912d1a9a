"""The rules of a vacancy's booking.yml, and the mistakes it may hold."""

from datetime import date, time
from pathlib import Path

import pytest
import yaml

from bot.booking.rules import BookingRules, load_rules
from bot.vacancy.facts import Contact
from bot.vacancy.reading import VacancyInvalid
from tests.booking_factories import VACANCY_FOLDER, some_rules

FILE = VACANCY_FOLDER / "booking.yml"
VERA = Contact(name="Vera", role="selectie", email="vera@test.example", phone="056 00 00 00")


def _load(file: Path, *, title: str = "Tester", contact: Contact = VERA) -> BookingRules:
    return load_rules(file, title=title, contact=contact)


def test_the_vacancys_rules_are_those_of_the_infobundle() -> None:
    rules = _load(FILE)
    assert rules.vacancy == "maatschappelijk-werker-2026"
    assert (rules.period.first, rules.period.last) == (date(2026, 6, 30), date(2026, 7, 10))
    assert rules.slot_minutes == 20
    assert [(hours.start, hours.until) for hours in rules.working_hours] == [
        (time(9), time(12)),
        (time(13), time(17)),
    ]
    assert (rules.max_moves, rules.hold_minutes, rules.access) == (3, 10, "open")
    assert (rules.minimum_notice_hours.book, rules.minimum_notice_hours.move) == (4, 4)


@pytest.mark.parametrize(
    ("key", "value", "named"),
    [
        ("period", {"first": date(2026, 7, 10), "last": date(2026, 6, 30)}, "period"),
        ("slot_minutes", 0, "slot_minutes"),
        ("working_hours", [{"from": 780, "until": "17:00"}], "working_hours.0.from"),
        ("working_hours", [{"from": "13:00", "until": "12:00"}], "working_hours.0"),
        ("working_hours", [{"from": "9:00", "until": "12:00"}], "working_hours.0.from"),
        ("working_hours", [], "working_hours"),
        ("interviewers", [], "interviewers"),
        ("interviewers", [{"name": "Els", "mailbox": "no address"}], "interviewers.0.mailbox"),
        ("access", "closed", "access"),
        ("time_zone", "Europe/London", "time_zone"),
        ("max_move", 3, "max_move"),
        ("title", "Online interview tester", "title"),
        ("contact", {"name": "Vera", "mailbox": "vera@test.example", "phone": "056 00 00 00"}, "contact"),
        ("vacancy", "another-2026", "vacancy"),
        ("sender", {"name": "Two\nlines", "mailbox": "a@b.example"}, "sender.name"),
    ],
)
def test_a_mistake_is_named_by_its_key(tmp_path: Path, key: str, value: object, named: str) -> None:
    file = tmp_path / "booking.yml"
    content = yaml.safe_load(FILE.read_text(encoding="utf-8")) | {key: value}
    file.write_text(yaml.safe_dump(content), encoding="utf-8")
    with pytest.raises(VacancyInvalid) as mistake:
        _load(file)
    assert mistake.value.key == named
    assert mistake.value.file == file


def test_title_and_contact_are_those_of_the_vacancy() -> None:
    rules = _load(FILE, title="Tester (B1-B3)")
    assert rules.title == "Tester (B1-B3)"
    assert (rules.contact.name, rules.contact.mailbox) == (VERA.name, VERA.email)
    assert rules.contact.phone == VERA.phone


@pytest.mark.parametrize(
    ("title", "contact", "file", "key"),
    [
        ("Two\nlines", VERA, "facts/vacancy.yml", "title"),
        ("Tester", VERA.model_copy(update={"name": "V" * 121}), "facts/contact.yml", "name"),
        ("Tester", VERA.model_copy(update={"email": "vera at home"}), "facts/contact.yml", "email"),
    ],
)
def test_a_fact_that_does_not_fit_in_a_letter_is_named_where_it_stands(
    title: str, contact: Contact, file: str, key: str
) -> None:
    with pytest.raises(VacancyInvalid) as mistake:
        _load(FILE, title=title, contact=contact)
    assert (mistake.value.file, mistake.value.key) == (VACANCY_FOLDER / file, key)
    assert mistake.value.reason


def test_an_hour_without_quotes_is_refused_and_not_read_as_a_number(tmp_path: Path) -> None:
    file = tmp_path / "booking.yml"
    file.write_text(FILE.read_text(encoding="utf-8").replace('"13:00"', "13:00"), encoding="utf-8")
    with pytest.raises(VacancyInvalid, match="between quotes"):
        _load(file)


def test_working_hours_may_not_overlap() -> None:
    with pytest.raises(ValueError, match="overlap"):
        some_rules(working_hours=[{"from": "09:00", "until": "12:00"}, {"from": "11:00", "until": "17:00"}])


def test_one_mailbox_is_one_interviewer() -> None:
    with pytest.raises(ValueError, match="same mailbox"):
        some_rules(
            interviewers=[
                {"name": "Els", "mailbox": "els@a.example"},
                {"name": "Els", "mailbox": "ELS@a.example"},
            ]
        )
