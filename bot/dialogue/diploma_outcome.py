"""How a diploma check ends: the outcome as a card, its source in the bundle, and what can be done next."""

from dataclasses import dataclass
from typing import Any

from bot.dialogue.reply import Choice, Reply
from bot.diploma.catalogue import Catalogue
from bot.diploma.describing import describe
from bot.diploma.values import Contact, Verdict
from bot.vacancy.vacancy import Vacancy
from bot.wording.texts import say

LIST_TOPIC, APPLY_TOPIC, WITHOUT_TOPIC = "required_diplomas", "how_to_apply", "no_diploma"
TOPIC = "check_diploma"
_ON_THE_LIST = ("listed", "listed_old")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """Where a check is done: the list, the vacancy, and whether an interview is being booked meanwhile."""

    catalogue: Catalogue
    vacancy: Vacancy
    booking: bool = False


def told(counter: Counter, verdict: Verdict) -> Reply:
    """Return the outcome with the list line that it rests on."""
    card = {
        "type": "diploma",
        "verdict": verdict.outcome,
        "line": verdict.line,
        "question": verdict.question,
    }
    return _answer(counter, describe(verdict, _contact(counter.vacancy)), card)


def no_diploma_heard(counter: Counter) -> Reply:
    """Return that no diploma was recognised, and whom to ask."""
    card = {"type": "diploma", "verdict": "unclear", "line": None, "question": None}
    unheard = Verdict(outcome="unclear", rule="no_diploma_named", diploma="")
    return _answer(counter, describe(unheard, _contact(counter.vacancy)), card)


def no_list(counter: Counter) -> Reply:
    """Return what the bundle says on diplomas when it asks for none of a list."""
    vacancy, person = counter.vacancy, counter.vacancy.contact
    facts = {"name": person.name, "email": person.email, "phone": person.phone}
    found = vacancy.answer(LIST_TOPIC) or vacancy.answer(WITHOUT_TOPIC)
    if found is None:
        return Reply(kind="unknown", text=say("checking.no_list", **facts), topic=TOPIC)
    text = say("checking.no_list_but", told=found.text.strip(), **facts)
    return Reply(kind="answer", text=text, source=found.source, topic=TOPIC)


def _contact(vacancy: Vacancy) -> Contact:
    person = vacancy.contact
    return Contact(name=person.name, email=person.email, phone=person.phone)


def _answer(counter: Counter, text: str, card: dict[str, Any]) -> Reply:
    listed = counter.vacancy.answer(LIST_TOPIC)
    return Reply(
        kind="answer",
        text=text,
        source=None if listed is None else listed.source,
        topic=TOPIC,
        buttons=_buttons(counter, on_the_list=card["verdict"] in _ON_THE_LIST),
        card=card,
    )


def _buttons(counter: Counter, *, on_the_list: bool) -> tuple[Choice, ...]:
    another = Choice(title=say("checking.another_button"), payload="/check_diploma")
    if not on_the_list:
        return (another, *_topic(counter.vacancy, LIST_TOPIC))
    book = Choice(title=say("checking.book_button"), payload="/book_interview")
    return (*_topic(counter.vacancy, APPLY_TOPIC), *(() if counter.booking else (book,)), another)


def _topic(vacancy: Vacancy, topic: str) -> tuple[Choice, ...]:
    found = vacancy.answer(topic)
    return () if found is None else (Choice(title=found.title, payload=f"/{topic}"),)
