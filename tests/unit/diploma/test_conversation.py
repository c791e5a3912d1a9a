"""What the conversation needs: readable replies, bare diploma names, texts, three questions at most."""

import pytest

from bot.diploma.catalogue import Catalogue
from bot.diploma.check import check, is_reply
from bot.diploma.describing import describe
from bot.diploma.mentioning import mentions_diploma
from bot.diploma.values import Contact, NoDiploma, Question, Turn, Verdict
from tests.unit.diploma.catalogue_file import after

CONTACT = Contact(name="Veerle De Bosschere", email="vacatures@kortrijk.be", phone="056 27 85 03")


@pytest.mark.parametrize(
    "said",
    [
        "ja",
        "nee",
        "neen",
        "jaja",
        "ja staat erop",
        "bwa nee",
        "geen idee",
        "kweet ni",
        "k denk het wel",
        "nee, een graduaat",
    ],
)
def test_an_answer_is_a_reply_to_the_title_question(catalogue: Catalogue, said: str) -> None:
    assert is_reply(catalogue, "titel", said)


@pytest.mark.parametrize(
    "said",
    [
        "hoeveel verdien ik?",
        "kan ik ook deeltijds werken",
        "wat is het loon",
        "krijg ik maaltijdcheques?",
        "is er telewerk mogelijk",
        "waar ga ik werken",
        "mag ik ook niet voltijds werken?",
        "hoeveel vakantiedagen zijn er",
        "stop",
        "ik wil een interview plannen",
    ],
)
@pytest.mark.parametrize("question", ["titel", "niveau", "jaar", "gelijkwaardig", "bevestig"])
def test_a_question_about_the_job_is_no_reply(catalogue: Catalogue, question: str, said: str) -> None:
    assert not is_reply(catalogue, question, said)


def test_an_unknown_question_has_no_reply(catalogue: Catalogue) -> None:
    assert not is_reply(catalogue, "bestaat_niet", "ja")


def test_every_button_is_a_reply(catalogue: Catalogue) -> None:
    for name, question in catalogue.questions.items():
        for choice in question.choices:
            assert is_reply(catalogue, name, choice.value), (name, choice.value)
            assert is_reply(catalogue, name, choice.title), (name, choice.title)


@pytest.mark.parametrize(
    "said",
    [
        "bachelor sociaal werk",
        "gezinswetenschappen",
        "toegepaste psychologie",
        "graduaat maatschappelijk werk",
        "MWD",
    ],
)
def test_a_bare_diploma_is_recognised(catalogue: Catalogue, said: str) -> None:
    assert mentions_diploma(catalogue, said)


@pytest.mark.parametrize(
    "said",
    [
        "hallo",
        "wat doet een maatschappelijk werker?",
        "dinsdag om 10 uur",
        "maatschappelijk werker",
        "stop",
        "",
        "ja",
        "hoeveel verdient een bachelor",
        "ik wil een gesprek boeken",
        "ik heb veel ervaring in het sociaal werk",
    ],
)
def test_other_things_are_no_bare_diploma(catalogue: Catalogue, said: str) -> None:
    assert not mentions_diploma(catalogue, said)


def test_no_more_than_three_questions(catalogue: Catalogue) -> None:  # niveau, niveau again, title
    found = after(catalogue, "sociaal werk", "euh", "bachelor", "bloemkool")
    assert isinstance(found, Verdict)
    assert found.outcome in ("unclear", "condition")


def test_two_messages_without_a_diploma_end_at_the_contact(catalogue: Catalogue) -> None:
    assert isinstance(after(catalogue, "hallo"), NoDiploma)
    found = after(catalogue, "hallo", "jup")
    assert isinstance(found, Verdict)
    assert CONTACT.phone in describe(found, CONTACT)


def test_nothing_said_is_no_diploma(catalogue: Catalogue) -> None:
    assert check(catalogue, []) == NoDiploma()


def test_an_answer_to_a_question_never_asked_is_read_as_a_statement(catalogue: Catalogue) -> None:
    found = check(catalogue, [Turn(question="titel", said="bachelor gezinswetenschappen")])
    assert isinstance(found, Verdict)
    assert found.outcome == "listed"


def test_a_listed_diploma_is_read_back_with_its_line_and_the_screening(catalogue: Catalogue) -> None:
    found = after(catalogue, "bachelor gezinswetenschappen")
    assert isinstance(found, Verdict)
    assert describe(found, CONTACT) == (
        "Dit diploma staat in de lijst van de infobundel: “bachelor gezinswetenschappen”. "
        "Ik lees: bachelor gezinswetenschappen. HR controleert je diploma in stap 1."
    )


def test_a_diploma_not_found_leads_to_the_contact(catalogue: Catalogue) -> None:
    found = after(catalogue, "bachelor ergotherapie")
    assert isinstance(found, Verdict)
    assert describe(found, CONTACT) == (
        "Ik vind dit diploma niet in de lijst: bachelor ergotherapie. "
        "Zonder een diploma uit de lijst kan je niet solliciteren. "
        "Heb je nog een ander diploma? Typ het dan. "
        "Twijfel je? Vraag het aan Veerle De Bosschere: vacatures@kortrijk.be of 056 27 85 03."
    )


def test_a_condition_names_what_is_still_open(catalogue: Catalogue) -> None:
    found = after(catalogue, "bachelor sociaal werk", "weet ik niet")
    assert isinstance(found, Verdict)
    assert found.question == "Staat de titel maatschappelijk assistent op je diploma?"
    assert "diplomasupplement" in describe(found, CONTACT)


def test_the_best_of_several_diplomas_is_named(catalogue: Catalogue) -> None:
    found = after(catalogue, "graduaat orthopedagogie, master criminologie en bachelor gezinswetenschappen")
    assert isinstance(found, Verdict)
    assert (found.outcome, found.diploma) == ("listed", "bachelor gezinswetenschappen")


def test_the_title_question_is_short_and_has_three_buttons(catalogue: Catalogue) -> None:
    found = after(catalogue, "bachelor sociaal werk")
    assert isinstance(found, Question)
    assert found.text == "Staat de titel “maatschappelijk assistent” op je diploma?"
    assert [choice.title for choice in found.choices] == ["Ja", "Nee", "Weet ik niet"]
