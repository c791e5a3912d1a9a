"""The diploma check as a conversation: what was said so far, the next question, the outcome as a card."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.dialogue.diploma_outcome import Counter, no_diploma_heard, no_list, told
from bot.dialogue.reply import Choice, Reply
from bot.dialogue.utterance import Utterance
from bot.diploma.catalogue import Catalogue
from bot.diploma.check import check, is_reply
from bot.diploma.mentioning import asks_about_diploma, mentions_diploma
from bot.diploma.values import NoDiploma, Question, Turn, Verdict
from bot.wording.texts import say

TRIES = 2
SURE = 0.5
EMPTY_SLOTS: dict[str, Any] = {"diploma_turns": None, "diploma_done": None}

_TO_CHECK = {"check_diploma", "tell_diploma"}
_ABOUT_DIPLOMAS = {"required_diplomas", "old_diplomas", "no_diploma", "foreign_diploma"}
# What a diploma named in the same message outweighs: it was not understood, or it says little by itself.
_OUTWEIGHED = {
    "affirm", "deny", "dont_know", "out_of_scope", "nlu_fallback", "not_in_bundle", "city_services",
    "other_language", "correction", "greet", "compliment", "more_options", "not_understood", "help",
    "inform_moment", "function_data", "how_to_apply",
}  # fmt: skip
# In a check: what is no name of a diploma, yet no question about the vacancy either.
_ABOUT_THE_CHECK = _TO_CHECK | {
    "affirm", "deny", "dont_know", "out_of_scope", "nlu_fallback", "inform_moment", "other_language",
    "no_diploma", "foreign_diploma", "not_understood",
}  # fmt: skip
_ANSWER_SIGN = ":"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checking:
    """What a turn changed: everything said in this check, what is said now, and whether that was the end."""

    turns: tuple[Turn, ...] = ()
    replies: tuple[Reply, ...] = ()
    over: bool = False


def claims_turn(catalogue: Catalogue, utterance: Utterance, intents: Iterable[str] = ()) -> bool:
    """Tell whether a turn is for the check although the engine heard something else in it.

    `intents`: what the questions in the turn are about, when there are several.
    """
    if utterance.pressed or not catalogue.has_list:
        return False
    heard = {utterance.intent, *intents}
    if heard <= _TO_CHECK | _ABOUT_DIPLOMAS | _OUTWEIGHED and heard & _ABOUT_DIPLOMAS:
        return asks_about_diploma(catalogue, utterance.said)
    weak = heard <= _TO_CHECK | _OUTWEIGHED or (len(heard) == 1 and utterance.confidence < SURE)
    return weak and (
        mentions_diploma(catalogue, utterance.said)
        or asks_about_diploma(catalogue, utterance.said, plainly=True)
    )


def begin(counter: Counter, utterance: Utterance) -> Checking:
    """Open a check on the diploma in the candidate's sentence, if there is one in it."""
    if not counter.catalogue.has_list:
        return Checking(replies=(no_list(counter),), over=True)
    if utterance.pressed or not utterance.said:
        return Checking()
    return _next(counter, (Turn(question=None, said=utterance.said),), first=True)


def hear(counter: Counter, turns: Sequence[Turn], utterance: Utterance) -> Checking | None:
    """Return what the turn changed, or None when it was not about the diploma (a question in between)."""
    if utterance.means("stop"):
        return None
    if utterance.pressed:
        return _pressed(counter, turns, utterance)
    catalogue, said = counter.catalogue, utterance.said
    asked = _pending(catalogue, turns)
    if asked is not None and is_reply(catalogue, asked.id, said):
        return _next(counter, (*turns, Turn(question=asked.id, said=said)))
    if mentions_diploma(catalogue, said) or claims_turn(catalogue, utterance):
        return _next(counter, (Turn(question=None, said=said),))
    if utterance.intent not in _ABOUT_THE_CHECK or (utterance.intent in _ABOUT_DIPLOMAS and _asks(said)):
        return None
    question = None if asked is None else asked.id
    return _next(counter, (*turns, Turn(question=question, said=said)))


def ask(catalogue: Catalogue, turns: Sequence[Turn]) -> Reply:
    """Return the question that the check is at: which diploma, or what makes the difference."""
    asked = _pending(catalogue, turns)
    if asked is None:
        return Reply(kind="question", text=say(f"checking.{'ask_diploma_again' if turns else 'ask_diploma'}"))
    again = turns[-1].question == asked.id
    return Reply(
        kind="question",
        text=say("checking.ask_again", question=asked.text) if again else asked.text,
        buttons=tuple(
            Choice(
                title=choice.title,
                payload=f'/tell_diploma{{"choice":"{asked.id}{_ANSWER_SIGN}{choice.value}"}}',
            )
            for choice in asked.choices
        ),
    )


def turns_from(kept: Sequence[dict[str, Any]] | None) -> tuple[Turn, ...]:
    """Return the turns that `as_kept` made ready for the engine."""
    return tuple(Turn(question=turn["question"], said=turn["said"]) for turn in kept or ())


def as_kept(turns: Sequence[Turn]) -> list[dict[str, Any]]:
    """Return the turns as the engine keeps them."""
    return [{"question": turn.question, "said": turn.said} for turn in turns]


def _asks(said: str) -> bool:
    return "?" in said


def _pressed(counter: Counter, turns: Sequence[Turn], utterance: Utterance) -> Checking | None:
    """A button answers the question it stood under; at an earlier one, what came after is forgotten."""
    if utterance.intent == "check_diploma":
        return Checking()
    if utterance.intent != "tell_diploma":
        return None
    question, _, value = utterance.said.partition(_ANSWER_SIGN)
    asked = _pending(counter.catalogue, turns)
    earlier = [at for at, turn in enumerate(turns) if turn.question == question]
    if not earlier and (asked is None or asked.id != question):
        return Checking(turns=tuple(turns))
    before = turns if not earlier or (asked and asked.id == question) else turns[: earlier[0]]
    return _next(counter, (*before, Turn(question=question, said=value)))


def _pending(catalogue: Catalogue, turns: Sequence[Turn]) -> Question | None:
    found = check(catalogue, turns) if turns else None
    return found if isinstance(found, Question) else None


def _next(counter: Counter, turns: tuple[Turn, ...], *, first: bool = False) -> Checking:
    match check(counter.catalogue, turns):
        case Verdict() as verdict:
            return Checking(turns=turns, replies=(told(counter, verdict),), over=True)
        case Question():
            return Checking(turns=turns)
        case NoDiploma() if first:
            return Checking()
        case NoDiploma() if len(turns) < TRIES:
            return Checking(turns=turns)
        case NoDiploma():
            return Checking(replies=(no_diploma_heard(counter),), over=True)
