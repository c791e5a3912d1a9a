"""Puts an evaluation in lines that people read."""

from collections import defaultdict
from collections.abc import Iterator

from bot.understanding.judging import Judged, Outcome

CONFUSIONS_SHOWN = 25
TITLES = {
    "single": "single questions",
    "noisy": "the same with slips of the thumb",
    "small_talk": "small talk and dialogue",
    "out_of_scope": "out of scope, recognised",
    "several": "messages with several questions",
    "context": "turns that lean on the one before",
}


def lines(outcome: Outcome, *, by_topic: bool) -> Iterator[str]:
    """Yield the report: a line for each measure, then topics, confusions and what went wrong."""
    yield f"{'':<36}{'right':>8}{'wrong':>8}{'unknown':>9}{'turns':>7}"
    for measure in outcome.measures():
        yield _line(TITLES[measure], outcome.of(measure))
    yield f"{'wrong answers, in and out of scope':<36}{outcome.figures()['wrong']:>16.1%}"
    if by_topic:
        yield from _topics("single", outcome)
        yield from _topics("out_of_scope", outcome)
    yield "\nasked -> told instead"
    for (asked, told), count in outcome.confusions().most_common(CONFUSIONS_SHOWN):
        yield f"{count:>4}  {asked} -> {told}"


def misses(outcome: Outcome) -> Iterator[str]:
    """Yield every message that did not get the right reply."""
    for judged in outcome.judged:
        if judged.verdict != "right" and judged.case.measure != "noisy":
            wanted = " + ".join("|".join(sorted(part)) for part in judged.turn.wanted)
            told = " + ".join(judged.told)
            yield f"{judged.case.measure:<13}{judged.verdict:<8} {judged.turn.say!r}: {wanted} -> {told}"


def _topics(measure: str, outcome: Outcome) -> Iterator[str]:
    groups: dict[str, list[Judged]] = defaultdict(list)
    for judged in outcome.of(measure):
        groups[judged.case.group].append(judged)
    yield f"\n{TITLES[measure]}, worst first"
    for group, judged_of_group in sorted(groups.items(), key=lambda item: Outcome.share("right", item[1])):
        yield _line(group, judged_of_group)


def _line(name: str, judged: list[Judged]) -> str:
    right, wrong, unknown = (Outcome.share(verdict, judged) for verdict in ("right", "wrong", "unknown"))
    return f"{name:<36}{right:>8.1%}{wrong:>8.1%}{unknown:>9.1%}{len(judged):>7}"
