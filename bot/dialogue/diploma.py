"""The diploma check as a conversation: what was said so far, the next question, the outcome as a card."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.dialogue.reply import Choice, Reply
from bot.dialogue.utterance import Utterance
from bot.diploma.catalogue import Catalogue
from bot.diploma.check import check, is_reply, mentions_diploma
from bot.diploma.describing import describe
from bot.diploma.values import Contact, NoDiploma, Question, Turn, Verdict
from bot.vacancy.vacancy import Vacancy
from bot.wording.texts import say

LIST_TOPIC = "required_diplomas"
TOPIC = "check_diploma"
TRIES = 2
EMPTY_SLOTS: dict[str, Any] = {"diploma_turns": None, "diploma_done": None}

# What is no name of a diploma, yet no question about the vacancy either.
_ABOUT_THE_CHECK = {
    "check_diploma", "tell_diploma", "affirm", "deny", "dont_know", "out_of_scope", "nlu_fallback",
    "inform_moment", "other_language", "no_diploma", "foreign_diploma",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Checking:
    """What a turn changed: everything said in this check, what is said now, and whether that was the end."""

    turns: tuple[Turn, ...] = ()
    replies: tuple[Reply, ...] = ()
    over: bool = False


def begin(catalogue: Catalogue, vacancy: Vacancy, utterance: Utterance) -> Checking:
    """Open a check on the diploma in the candidate's sentence, if there is one in it."""
    if not utterance.said:
        return Checking()
    return _next(catalogue, vacancy, (Turn(question=None, said=utterance.said),), first=True)


def hear(
    catalogue: Catalogue, vacancy: Vacancy, turns: Sequence[Turn], utterance: Utterance
) -> Checking | None:
    """Return what the turn changed, or None when it was not about the diploma (a question in between)."""
    if utterance.means("stop"):
        return None
    said = utterance.said
    asked = _pending(catalogue, turns)
    if asked is not None and (utterance.pressed or is_reply(catalogue, asked.id, said)):
        return _next(catalogue, vacancy, (*turns, Turn(question=asked.id, said=said)))
    if mentions_diploma(catalogue, said):
        return _next(catalogue, vacancy, (Turn(question=None, said=said),))
    if utterance.intent not in _ABOUT_THE_CHECK:
        return None
    question = None if asked is None else asked.id
    return _next(catalogue, vacancy, (*turns, Turn(question=question, said=said)))


def ask(catalogue: Catalogue, turns: Sequence[Turn]) -> Reply:
    """Return the question that the check is at: which diploma, or what makes the difference."""
    asked = _pending(catalogue, turns)
    if asked is None:
        return Reply(kind="question", text=say(f"checking.{'ask_diploma_again' if turns else 'ask_diploma'}"))
    return Reply(
        kind="question",
        text=asked.text,
        buttons=tuple(
            Choice(title=choice.title, payload=f'/tell_diploma{{"choice":"{choice.value}"}}')
            for choice in asked.choices
        ),
    )


def turns_from(kept: Sequence[dict[str, Any]] | None) -> tuple[Turn, ...]:
    """Return the turns that `as_kept` made ready for the engine."""
    return tuple(Turn(question=turn["question"], said=turn["said"]) for turn in kept or ())


def as_kept(turns: Sequence[Turn]) -> list[dict[str, Any]]:
    """Return the turns as the engine keeps them."""
    return [{"question": turn.question, "said": turn.said} for turn in turns]


def _pending(catalogue: Catalogue, turns: Sequence[Turn]) -> Question | None:
    found = check(catalogue, turns) if turns else None
    return found if isinstance(found, Question) else None


def _next(
    catalogue: Catalogue, vacancy: Vacancy, turns: tuple[Turn, ...], *, first: bool = False
) -> Checking:
    match check(catalogue, turns):
        case Verdict() as verdict:
            return Checking(turns=turns, replies=(_told(vacancy, verdict),), over=True)
        case Question():
            return Checking(turns=turns)
        case NoDiploma() if first:
            return Checking()
        case NoDiploma() if len(turns) < TRIES:
            return Checking(turns=turns)
        case NoDiploma():
            person = vacancy.contact
            text = say("diploma.no_diploma_named", name=person.name, email=person.email, phone=person.phone)
            card = {"type": "diploma", "verdict": "unclear", "line": None, "question": None}
            return Checking(replies=(_answer(vacancy, text, card),), over=True)


def _told(vacancy: Vacancy, verdict: Verdict) -> Reply:
    card = {
        "type": "diploma",
        "verdict": verdict.outcome,
        "line": verdict.line,
        "question": verdict.question,
    }
    return _answer(vacancy, describe(verdict, _contact(vacancy)), card)


def _contact(vacancy: Vacancy) -> Contact:
    person = vacancy.contact
    return Contact(name=person.name, email=person.email, phone=person.phone)


def _answer(vacancy: Vacancy, text: str, card: dict[str, Any]) -> Reply:
    listed = vacancy.answer(LIST_TOPIC)
    another = Choice(title=say("checking.another_button"), payload="/check_diploma")
    buttons = (
        (another,) if listed is None else (another, Choice(title=listed.title, payload=f"/{LIST_TOPIC}"))
    )
    source = None if listed is None else listed.source
    return Reply(kind="answer", text=text, source=source, topic=TOPIC, buttons=buttons, card=card)
