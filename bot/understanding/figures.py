"""The figures of the last accepted evaluation, and what has become worse since."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import yaml

from bot.understanding.cases import Case
from bot.understanding.noise import noisy

BETTER_WHEN_LOW = frozenset(("wrong",))
ROUNDING = 0.0005
SEED = 1


def with_slips(cases: list[Case]) -> list[Case]:
    """Return the single questions again, each with a slip of the thumb."""
    return [
        replace(
            case,
            measure="noisy",
            turns=tuple(replace(turn, say=noisy(turn.say, SEED)) for turn in case.turns),
        )
        for case in cases
        if case.measure == "single"
    ]


def read_figures(file: Path) -> dict[str, float]:
    """Return the stored figures, shares between 0 and 1."""
    loaded: dict[str, float] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return loaded


def write_figures(file: Path, figures: Mapping[str, float]) -> None:
    """Store `figures` as what must not become worse."""
    head = "# Shares that are right; wrong: of the single and out-of-scope messages. By `evaluate --store`.\n"
    rows = "".join(f"{name}: {figures[name]:.3f}\n" for name in sorted(figures))
    file.write_text(head + rows, encoding="utf-8")


def regressions(stored: Mapping[str, float], now: Mapping[str, float]) -> list[str]:
    """Return a line for every measured figure that is worse than the stored one."""
    return [
        f"{name}: {now[name]:.3f}, was {before:.3f}"
        for name, before in stored.items()
        if name in now and _worse(name, before, now[name])
    ]


def _worse(name: str, before: float, now: float) -> bool:
    lost = now - before if name in BETTER_WHEN_LOW else before - now
    return lost > ROUNDING
