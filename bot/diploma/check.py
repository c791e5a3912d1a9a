"""The diploma check: replays what was said and gives the next question or the verdict."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.diploma import rules
from bot.diploma.answers import read_answer
from bot.diploma.catalogue import LEVEL_ONLY, Catalogue
from bot.diploma.claim import Claim
from bot.diploma.claims import read_claims
from bot.diploma.values import Choice, NoDiploma, Question, Turn, Verdict

MOST_QUESTIONS = 3
_MOST_MISSES = 2
_BEST_FIRST = ("listed", "listed_old", "condition", "unclear", "not_listed")


@dataclass(slots=True, kw_only=True)
class _Talk:
    claims: list[Claim] = field(default_factory=list)
    misses: int = 0
    unread: set[str] = field(default_factory=set)


def check(catalogue: Catalogue, turns: Sequence[Turn]) -> Question | Verdict | NoDiploma:
    """Return the next question or the verdict on what was said; after three questions always a verdict."""
    talk = _Talk()
    for turn in turns if catalogue.has_list else ():
        _hear(catalogue, talk, turn)
    if len(turns) > MOST_QUESTIONS:
        _give_up_asking(catalogue, talk)
    pending = _pending(catalogue, talk)
    if isinstance(pending, Verdict):
        return pending
    if pending is not None:
        return _question(catalogue, *pending)
    if talk.misses >= _MOST_MISSES or len(turns) > MOST_QUESTIONS:
        return Verdict(outcome="unclear", rule="no_diploma_named", diploma="")
    return NoDiploma()


def is_reply(catalogue: Catalogue, question: str, said: str) -> bool:
    """Say whether `said` can be read as an answer to the question with this id."""
    return question in catalogue.questions and (
        read_answer(catalogue, Claim(programme=LEVEL_ONLY), question, said) is not None
    )


def _hear(catalogue: Catalogue, talk: _Talk, turn: Turn) -> None:
    pending = _pending(catalogue, talk) if turn.question else None
    if isinstance(pending, tuple) and pending[1] == turn.question:
        _hear_answer(catalogue, talk, *pending, turn.said)
        return
    claims = read_claims(catalogue, turn.said)
    if claims:
        talk.claims = claims
    elif turn.question is None:
        talk.misses += 1


def _hear_answer(catalogue: Catalogue, talk: _Talk, claim: Claim, question: str, said: str) -> None:
    reading = read_answer(catalogue, claim, question, said)
    if reading and reading.instead:
        at = talk.claims.index(claim)
        talk.claims[at : at + 1] = reading.instead
        return
    if reading:
        _learn(claim, dict(reading.facts))
    if reading and reading.answers(question, catalogue.questions[question]):
        claim.asked.add(question)
    elif question in talk.unread:
        _leave_open(catalogue, claim, question)
    talk.unread.add(question)
    if reading and reading.guessed:
        claim.doubt = "first"
        claim.also += [reading.also] if reading.also else []
        claim.facts.pop(rules.CONFIRM, None)


def _learn(claim: Claim, facts: dict[str, str]) -> None:
    claim.programme = facts.pop("richting", claim.programme)
    claim.facts.update(facts)


def _leave_open(catalogue: Catalogue, claim: Claim, question: str) -> None:
    claim.asked.add(question)
    _learn(claim, rules.unsure(question, catalogue.questions[question]))


def _give_up_asking(catalogue: Catalogue, talk: _Talk) -> None:
    for claim in talk.claims:
        for _ in catalogue.questions:
            found = rules.decide(catalogue, claim)
            if not isinstance(found, rules.Ask):
                break
            _leave_open(catalogue, claim, found.question)


def _pending(catalogue: Catalogue, talk: _Talk) -> Verdict | tuple[Claim, str] | None:
    decided = [(claim, rules.decide(catalogue, claim)) for claim in talk.claims]
    verdicts = [found for _, found in decided if isinstance(found, Verdict)]
    best = min(verdicts, key=lambda verdict: _BEST_FIRST.index(verdict.outcome), default=None)
    if best and best.line and best.question is None:
        return best
    asks = [(claim, found.question) for claim, found in decided if isinstance(found, rules.Ask)]
    return asks[0] if asks else best


def _question(catalogue: Catalogue, claim: Claim, question: str) -> Question:
    asked = catalogue.questions[question]
    return Question(
        id=question,
        text=" ".join(asked.text.replace("{diploma}", rules.name_of(catalogue, claim)).split()),
        choices=tuple(Choice(value=choice.value, title=choice.title) for choice in asked.choices),
    )
