"""Where the real catalogue lies, and a candidate who answers."""

from pathlib import Path

from bot.diploma.catalogue import Catalogue
from bot.diploma.check import check
from bot.diploma.values import NoDiploma, Question, Turn, Verdict

KORTRIJK = Path(__file__).parents[3] / "vacancies" / "maatschappelijk-werker-2026" / "diplomas.yml"


def after(catalogue: Catalogue, *said: str) -> Question | Verdict | NoDiploma:
    """What the check says after a candidate typed all this, each time answering what was asked."""
    turns: list[Turn] = []
    found: Question | Verdict | NoDiploma = NoDiploma()
    for text in said:
        assert not isinstance(found, Verdict), f"already decided before {text!r}: {found}"
        turns.append(Turn(question=found.id if isinstance(found, Question) else None, said=text))
        found = check(catalogue, turns)
    return found
