"""Joins what belongs to one diploma: a level that stands apart, an orientation or a title named after it."""

from collections.abc import Sequence

from bot.diploma import clauses
from bot.diploma.catalogue import Catalogue
from bot.diploma.claim import Claim
from bot.diploma.clauses import Clause
from bot.diploma.phrases import Item

FLIPPED = {"ja": "nee", "nee": "ja"}


def share_levels(parts: Sequence[Clause], drafts: list[Claim]) -> None:
    """Give a level that stands alone in its clause to the programme beside it: "sociaal werk, bachelor"."""
    for part in parts:
        level = part.lone_level()
        if level is None:
            continue
        before = [c for c in drafts if c.clause == part.number - 1]
        after = [c for c in drafts if c.clause == part.number + 1 and not c.negated]
        following = parts[part.number + 1].opening if part.number + 1 < len(parts) else ""
        if (
            after
            and part.ends_in_level()
            and following in ("join", "either", "soft")
            and "niveau" in after[0].facts
        ):
            after[0].doubt = "first" if following == "either" else after[0].doubt
            drafts.insert(drafts.index(after[0]), _same_at(after[0], level, part.number))
        elif before and part.names_unknown():
            continue
        elif before and ("niveau" in before[-1].facts or before[-1].negated):
            _add_other_level(drafts, before[-1], level, part)
        elif before:
            _give(before[-1], level, sure=part.opening in ("soft", "contrast"))
        elif after and "niveau" not in after[0].facts:
            _give(after[0], level, sure=following == "soft")


def _same_at(claim: Claim, level: str, clause: int) -> Claim:
    return Claim(
        programme=claim.programme,
        facts={"niveau": level},
        doubt=claim.doubt,
        words=claim.words,
        start=claim.start,
        end=claim.end,
        clause=clause,
    )


def _add_other_level(drafts: list[Claim], claim: Claim, level: str, part: Clause) -> None:
    """ "graduaat orthopedagogie en daarna de bachelor": the same field at another level, to be confirmed."""
    if claim.facts.get("niveau") == level:
        return
    other = _same_at(claim, level, part.number)
    other.doubt = "" if claim.negated and part.opening == "contrast" else "first"
    drafts.insert(drafts.index(claim) + 1, other)


def _give(claim: Claim, level: str, *, sure: bool) -> None:
    claim.facts["niveau"] = level
    if not sure:
        claim.doubt = "first"


def absorb(catalogue: Catalogue, items: Sequence[Item], drafts: list[Claim]) -> None:
    """Take an orientation or title together with its programme: "..., afstudeerrichting orthopedagogiek"."""
    for main in list(drafts):
        if main.negated or main not in drafts:
            continue
        for other in list(drafts):
            effects = _effects(catalogue, items, main, other)
            if effects is None or not _belongs(main, other, items):
                continue
            linked = clauses.linked(items, main, other)
            if linked or other.negated:
                flipped = {k: FLIPPED.get(v, "nee") for k, v in effects.items()}
                main.facts.update(flipped if other.negated else effects)
            if linked and effects and not other.negated:
                main.also.append(catalogue.programmes[other.programme].name)
            if linked and other.doubt == "first":
                main.doubt = "first"
            drafts.remove(other)


def _effects(catalogue: Catalogue, items: Sequence[Item], main: Claim, other: Claim) -> dict[str, str] | None:
    """What `other` says about `main` when it is no diploma of its own, or None when it is one."""
    if other is main:
        return None
    if main.programme in catalogue.near_misses and clauses.oriented(items, main, other):
        return {}
    return catalogue.programmes[main.programme].absorbs.get(other.programme)


def _belongs(main: Claim, other: Claim, items: Sequence[Item]) -> bool:
    level = other.facts.get("niveau")
    if level is not None and level != main.facts.get("niveau"):
        return False
    low, high = sorted((main.start, other.start))
    between = [item for item in items if low < item.start < high]
    if abs(main.clause - other.clause) > 1 and not clauses.linked(items, main, other):
        return False
    return other.negated or not any(item.break_ == "hard" or item.has("joins") for item in between)
