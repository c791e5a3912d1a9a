"""The diploma check in a chat: which turns are for it, what buttons do, and what stands under an outcome."""

from pathlib import Path

import pytest

from bot.dialogue.diploma import Checking, ask, begin, claims_turn, hear
from bot.dialogue.diploma_outcome import Counter
from bot.dialogue.reply import Reply
from bot.dialogue.utterance import Utterance
from bot.diploma.catalogue import load_catalogue
from bot.vacancy.vacancy import load_vacancy

ROOT = Path(__file__).parents[3]


def a_counter(folder: str, *, booking: bool = False) -> Counter:
    catalogue = load_catalogue(ROOT / folder / "diplomas.yml")
    return Counter(catalogue=catalogue, vacancy=load_vacancy(ROOT / folder), booking=booking)


@pytest.fixture(scope="module")
def counter() -> Counter:
    return a_counter("vacancies/maatschappelijk-werker-2026")


def typed(said: str, intent: str = "tell_diploma", confidence: float = 0.9) -> Utterance:
    return Utterance(said=said, intent=intent, confidence=confidence)


def pressed(value: str, intent: str = "tell_diploma") -> Utterance:
    return Utterance(said=value, intent=intent, confidence=1.0, pressed=True)


def talked(counter: Counter, *utterances: Utterance) -> Checking:
    """Hold a check to its last turn."""
    checking = begin(counter, utterances[0])
    for utterance in utterances[1:]:
        heard = hear(counter, checking.turns, utterance)
        assert heard is not None
        checking = heard
    return checking


def question_after(counter: Counter, *utterances: Utterance) -> Reply:
    return ask(counter.catalogue, talked(counter, *utterances).turns)


def verdict_after(counter: Counter, *utterances: Utterance) -> str:
    checking = talked(counter, *utterances)
    assert checking.over
    card = checking.replies[-1].card
    assert card is not None
    return str(card["verdict"])


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("ik heb master criminologie, is da goed?", "required_diplomas"),
        ("ik ben maatschappelijk assistent van 1998", "nlu_fallback"),
        ("bach gezinswet", "out_of_scope"),
        ("gegradueerde verpleger gemeenschapsgezondheid", "not_in_bundle"),
        ("toegepaste psychologie, kan da ook?", "old_diplomas"),
        ("hallo, ik heb een bachelor in de rechten", "greet"),
        ("ja ik heb bachelor gezinswetenschappen", "affirm"),
        ("ik heb mijn bachelor social work in Nederland gehaald", "foreign_diploma"),
        ("ik ben ergotherapeut, mag ik solliciteren?", "no_diploma"),
    ],
)
def test_a_named_diploma_is_for_the_check_whatever_the_engine_heard(
    counter: Counter, said: str, intent: str
) -> None:
    assert claims_turn(counter.catalogue, typed(said, intent))


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("welke diploma's komen in aanmerking?", "required_diplomas"),
        ("moet je sociaal werk gestudeerd hebben?", "required_diplomas"),
        ("ik heb geen diploma", "no_diploma"),
        ("15 jaar ervaring maar geen diploma", "no_diploma"),
        ("buitenlands diploma, kan dat?", "foreign_diploma"),
        ("gelden oude diploma's ook?", "old_diplomas"),
        ("wat verdien je met een bachelor?", "salary_range"),
        ("wat verdien je met een bachelor?", "nlu_fallback"),
        ("kan ik met bachelor sociaal werk deeltijds werken?", "part_time"),
        ("wat is het verschil tussen sociaal werk en maatschappelijk werk", "out_of_scope"),
        ("hoe wordt het weer morgen", "out_of_scope"),
        ("ja", "affirm"),
    ],
)
def test_a_general_question_keeps_its_own_answer(counter: Counter, said: str, intent: str) -> None:
    assert not claims_turn(counter.catalogue, typed(said, intent))


def test_a_second_question_in_the_message_is_not_swallowed(counter: Counter) -> None:
    said = typed("ik heb master criminologie, is da goed? en hoeveel verdien ik?", "required_diplomas")
    assert not claims_turn(counter.catalogue, said, ["required_diplomas", "salary_range"])


def test_a_button_is_never_claimed(counter: Counter) -> None:
    assert not claims_turn(counter.catalogue, pressed("master criminologie", "required_diplomas"))


def test_a_name_ends_in_a_card_with_line_and_source(counter: Counter) -> None:
    reply = talked(counter, typed("bachelor gezinswetenschappen")).replies[0]
    assert reply.kind == "answer"
    assert reply.source
    assert reply.card == {
        "type": "diploma",
        "verdict": "listed",
        "line": "bachelor gezinswetenschappen",
        "question": None,
    }


def test_after_a_listed_diploma_one_can_apply_or_book(counter: Counter) -> None:
    reply = talked(counter, typed("bachelor gezinswetenschappen")).replies[0]
    assert {button.payload for button in reply.buttons} == {
        "/how_to_apply",
        "/book_interview",
        "/check_diploma",
    }


def test_no_second_booking_is_offered_while_one_is_under_way() -> None:
    busy = a_counter("vacancies/maatschappelijk-werker-2026", booking=True)
    reply = talked(busy, typed("bachelor gezinswetenschappen")).replies[0]
    assert "/book_interview" not in {button.payload for button in reply.buttons}


def test_a_diploma_that_is_not_listed_leads_to_another_or_to_the_list(counter: Counter) -> None:
    reply = talked(counter, typed("master criminologie")).replies[0]
    assert {button.payload for button in reply.buttons} == {"/check_diploma", "/required_diplomas"}


def test_a_question_has_buttons_and_no_card(counter: Counter) -> None:
    question = question_after(counter, typed("bachelor sociaal werk"))
    assert question.kind == "question"
    assert question.card is None
    assert [button.title for button in question.buttons] == ["Ja", "Nee", "Weet ik niet"]


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("ja staat erop", "listed"),
        ("tsta der ip", "listed"),
        ("geen idee", "condition"),
        ("kweet ni", "condition"),
        ("denk het wel", "condition"),
        ("nee jong", "condition"),
    ],
)
def test_free_words_answer_the_title_question(counter: Counter, said: str, verdict: str) -> None:
    answer = typed(said, "out_of_scope", 0.4)
    assert verdict_after(counter, typed("bachelor sociaal werk"), answer) == verdict


def test_a_question_about_the_job_in_between_is_left_to_others(counter: Counter) -> None:
    checking = talked(counter, typed("bachelor sociaal werk"))
    assert hear(counter, checking.turns, typed("hoeveel verlof krijg je?", "leave_days")) is None
    assert hear(counter, checking.turns, typed("heb ik een diploma nodig?", "no_diploma")) is None
    assert hear(counter, checking.turns, typed("heb ik recht op maaltijdcheques", "meal_vouchers")) is None
    assert hear(counter, checking.turns, pressed("", "leave_days")) is None


def test_stop_is_left_to_others(counter: Counter) -> None:
    checking = talked(counter, typed("bachelor sociaal werk"))
    assert hear(counter, checking.turns, typed("stop", "stop")) is None


def test_what_is_not_understood_is_asked_again_with_a_hint(counter: Counter) -> None:
    question = question_after(counter, typed("bachelor sociaal werk"), typed("blabla", "nlu_fallback"))
    assert question.text.startswith("Dat begrijp ik niet goed.")


def test_another_diploma_may_be_named_in_the_middle(counter: Counter) -> None:
    bedoel = question_after(
        counter, typed("bachelor sociaal werk"), typed("nee wacht ik bedoel bachelor orthopedagogie")
    )
    assert bedoel.text == "Bedoel je: bachelor orthopedagogie?"


def test_an_earlier_button_changes_the_earlier_answer(counter: Counter) -> None:
    begun = (typed("sociaal werk"), pressed("niveau:bachelor"))
    assert verdict_after(counter, *begun, pressed("niveau:graduaat")) == "not_listed"


def test_a_button_of_another_check_answers_nothing(counter: Counter) -> None:
    question = question_after(counter, typed("bachelor sociaal werk"), pressed("ortho:orthopedagogiek"))
    assert question.text == "Staat de titel “maatschappelijk assistent” op je diploma?"


def test_the_button_to_check_starts_afresh(counter: Counter) -> None:
    question = question_after(counter, typed("bachelor sociaal werk"), pressed("", "check_diploma"))
    assert question.text.startswith("Welk diploma heb je?")


def test_after_two_tries_without_a_diploma_hr_is_named(counter: Counter) -> None:
    checking = talked(
        counter, pressed("", "check_diploma"), typed("euh", "dont_know"), typed("blub", "out_of_scope")
    )
    assert checking.over
    assert counter.vacancy.contact.email in checking.replies[0].text


def test_a_vacancy_without_a_list_says_so_and_checks_nothing() -> None:
    green = a_counter("tests/vacancies/groendienst-2027")
    checking = talked(green, typed("bachelor tuinbouw"))
    assert checking.over
    assert checking.replies[0].kind == "answer"
    assert checking.replies[0].card is None
    assert "Nee, een diploma is niet nodig." in checking.replies[0].text
    assert not claims_turn(green.catalogue, typed("master criminologie", "out_of_scope"))
