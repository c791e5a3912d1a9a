"""Runs the decision table of a claim: the first row that fits decides, asks, or goes on as another field."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.diploma.catalogue import LEVEL_ONLY, NONE, UNKNOWN, Catalogue
from bot.diploma.claim import Claim
from bot.diploma.sources import AskedQuestion, Rule
from bot.diploma.values import Outcome, Verdict

CONFIRM, FINISHED = "bevestig", "behaald"
_CHAIN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """The table needs an answer first."""

    question: str


def decide(catalogue: Catalogue, claim: Claim) -> Verdict | Ask | None:
    """Return how the claim stands to the list, what must be asked first, or None when it was taken back."""
    confirmed = claim.facts.get(CONFIRM)
    if confirmed == "nee":
        return None
    if claim.doubt == "first" and confirmed is None:
        return Ask(question=CONFIRM)
    if confirmed == "weet_niet":
        return _own(catalogue, claim, "not_confirmed")
    found = _by_table(catalogue, claim)
    if isinstance(found, Ask):
        return _own(catalogue, claim, "unfinished") if claim.facts.get("status") == "bezig" else found
    return _checked(catalogue, claim, found)


def _checked(catalogue: Catalogue, claim: Claim, found: Verdict) -> Verdict | Ask:
    plainly_not = found.outcome == "not_listed" and not claim.leftover
    if claim.doubt and claim.facts.get(CONFIRM) is None and not plainly_not:
        return Ask(question=CONFIRM)
    if found.outcome == "not_listed":
        return found
    status = claim.facts.get("status")
    if status == "bezig":
        return _own(catalogue, claim, "unfinished")
    return Ask(question=FINISHED) if status == "twijfel" else found


def _by_table(catalogue: Catalogue, claim: Claim) -> Verdict | Ask:
    facts = {"richting": claim.programme, **claim.facts}
    for programme, rule in _rows(catalogue, claim.programme, facts):
        if rule.ask and rule.ask not in claim.asked:
            return Ask(question=rule.ask)
        if rule.outcome or rule.line:
            return _verdict(catalogue, claim, programme, rule)
    return _own(catalogue, claim, "no_rule")


def _rows(catalogue: Catalogue, programme: str, facts: dict[str, str]) -> Iterator[tuple[str, Rule]]:
    if programme != NONE:
        yield from (("first", rule) for rule in catalogue.first if rule.fits(facts))
    for _ in range(_CHAIN):
        following = None
        for rule in catalogue.rules_of(programme):
            if rule.fits(facts):
                if rule.go_on_as:
                    following = rule.go_on_as
                    break
                yield programme, rule
        if following is None:
            return
        programme = following


def _verdict(catalogue: Catalogue, claim: Claim, programme: str, rule: Rule) -> Verdict:
    outcome: Outcome = rule.outcome or ("listed" if rule.line in catalogue.current else "listed_old")
    return Verdict(
        outcome=outcome,
        rule=f"{programme}.{rule.id}",
        diploma=name_of(catalogue, claim),
        line=catalogue.line(rule),
        question=rule.open,
        why=rule.why,
    )


def _own(catalogue: Catalogue, claim: Claim, rule: str) -> Verdict:
    return Verdict(outcome="unclear", rule=rule, diploma=name_of(catalogue, claim))


def name_of(catalogue: Catalogue, claim: Claim) -> str:
    """Return the diploma as it is read back: "bachelor gezinswetenschappen"."""
    if claim.programme == NONE:
        return ""
    level = catalogue.levels.get(claim.facts.get("niveau", ""), "")
    known = "" if claim.programme in (UNKNOWN, LEVEL_ONLY) else catalogue.programmes[claim.programme].name
    orientation = f"({', '.join(claim.also)})" if claim.also else ""
    return " ".join(part for part in (level, known or claim.words, orientation) if part)


def answer(question_id: str, question: AskedQuestion, value: str) -> dict[str, str]:
    """Return the facts that a choice of a question sets."""
    choice = next(choice for choice in question.choices if choice.value == value)
    return dict(choice.sets) or {question_id: value}


def unsure(question_id: str, question: AskedQuestion) -> dict[str, str]:
    """Return the facts when nobody can answer: those of the unsure choice."""
    for choice in question.choices:
        if choice.like == "unsure":
            return answer(question_id, question, choice.value)
    return {}
