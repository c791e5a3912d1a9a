"""Judges replies by what they tell: the topics of the answers, and that what is not known is said."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.understanding.cases import Case, Turn

Verdict = Literal["right", "wrong", "unknown"]
Replies = Sequence[Mapping[str, Any]]
Ask = Callable[[str, str], Replies]
FORMS = frozenset(("book_interview", "move_interview", "check_diploma", "tell_diploma", "inform_moment"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One turn that counts, what was told to it, and whether that is right."""

    case: Case
    turn: Turn
    told: tuple[str, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """All judged turns of an evaluation."""

    judged: Sequence[Judged] = field(default_factory=list)

    def of(self, measure: str) -> list[Judged]:
        return [judged for judged in self.judged if judged.case.measure == measure]

    def figures(self) -> dict[str, float]:
        """Return what is stored and compared: shares between 0 and 1."""
        shares = {measure: self.share("right", self.of(measure)) for measure in self.measures()}
        in_and_out = [*self.of("single"), *self.of("out_of_scope")]
        return {**shares, "wrong": self.share("wrong", in_and_out)}

    def measures(self) -> list[str]:
        return list(dict.fromkeys(judged.case.measure for judged in self.judged))

    def confusions(self) -> Counter[tuple[str, str]]:
        """Count what was told where something else was asked."""
        return Counter(
            (judged.case.group, told) for judged in self.of("single") if judged.verdict == "wrong"
            for told in judged.told
        )  # fmt: skip

    @staticmethod
    def share(verdict: Verdict, judged: Sequence[Judged]) -> float:
        return sum(one.verdict == verdict for one in judged) / max(len(judged), 1)


def evaluate(cases: Iterable[Case], ask: Ask) -> Outcome:
    """Hold every conversation with `ask` and judge it. Of a dialogue, the turns after the first count."""
    judged = []
    for number, case in enumerate(cases):
        for place, turn in enumerate(case.turns):
            replies = ask(f"{case.measure}-{number}", turn.say)
            if place > 0 or case.measure != "context":
                judged.append(judge(case, turn, replies))
    return Outcome(judged=judged)


def judge(case: Case, turn: Turn, replies: Replies) -> Judged:
    """Judge the replies to one turn."""
    answers = [str(reply["topic"]) for reply in replies if reply["kind"] == "answer" and reply["topic"]]
    intent = str((replies[0].get("understood") or {}).get("intent")) if replies else "nothing"
    told = tuple(answers) or (intent,)
    return Judged(case=case, turn=turn, told=told, verdict=_verdict(turn, answers, intent, replies))


def _verdict(turn: Turn, answers: list[str], intent: str, replies: Replies) -> Verdict:
    if not replies or any(reply["kind"] == "failure" for reply in replies):
        return "wrong"
    if len(turn.wanted) == 1 and intent in turn.wanted[0] and intent not in answers and not turn.unknown:
        return "right"  # small talk and forms, whatever they say
    if turn.off_topic and not answers:
        return "wrong" if intent in FORMS else "right"
    if not answers and not turn.unknown:
        return "unknown"
    in_order = len(answers) == len(turn.wanted) and all(
        told in wanted for told, wanted in zip(answers, turn.wanted, strict=True)
    )
    if any(not any(told in wanted for wanted in turn.wanted) for told in answers):
        return "wrong"
    named = any(reply["kind"] == "unknown" for reply in replies)
    return "right" if in_order and named == turn.unknown else "unknown"
