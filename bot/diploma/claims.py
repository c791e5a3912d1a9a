"""From the pieces of a message to the diplomas it claims: which field, which level, in what state, how sure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from bot.diploma import clauses
from bot.diploma.catalogue import LEVEL_ONLY, NONE, UNKNOWN, Catalogue
from bot.diploma.clauses import Clause
from bot.diploma.phrases import Item

Doubt = Literal["", "before_listing", "first"]
_HOME = "vlaams"
_SHORT = 3
_FLIPPED = {"ja": "nee", "nee": "ja"}


@dataclass(slots=True, kw_only=True)
class Claim:
    """A diploma someone may have: its facts so far, and whether to ask first if it was understood well."""

    programme: str
    facts: dict[str, str] = field(default_factory=dict)
    doubt: Doubt = ""
    words: str = ""
    also: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    leftover: bool = False
    negated: bool = False
    guessed: bool = False
    person: bool = False
    start: int = 0
    end: int = 0
    clause: int = 0


def read_claims(catalogue: Catalogue, text: str) -> list[Claim]:
    """Return the diplomas that `text` claims, in order; negated ones are left out."""
    items = clauses.settle(catalogue.book.scan(text), catalogue.words)
    parts = clauses.split(items)
    drafts = [claim for part in parts for claim in _claims_of(catalogue, part)]
    _share_levels(parts, drafts)
    _absorb(catalogue, items, drafts)
    _attach_facts(catalogue, parts, drafts)
    kept = _keep(parts, drafts)
    without = any(part.denies_all for part in parts)
    if without and not any("niveau" in claim.facts for claim in kept):
        kept = []
    if not kept:
        return _without_programme(catalogue, parts)
    useful = [c for c in kept if not (c.guessed and c.programme in catalogue.near_misses)] or kept
    named = {claim.clause for claim in drafts}
    return [*useful, *_unknown_claims(catalogue, [part for part in parts if part.number not in named])]


def _claims_of(catalogue: Catalogue, part: Clause) -> list[Claim]:
    named = part.programmes()
    found = []
    for at, item in enumerate(named):
        begin = named[at - 1].start + 1 if at else part.items[0].start
        until = named[at + 1].start if at + 1 < len(named) else None
        found.append(_claim(part, item, begin, until))
    return found


def _claim(part: Clause, item: Item, begin: int, until: int | None) -> Claim:
    before = part.levels(begin, item.start)
    after = [] if until is not None else part.levels(item.start, None)
    values = list(dict.fromkeys(level.value("niveau") or "" for level in [*before, *after]))
    own = before[-1].start if before else item.start
    claim = Claim(
        programme=item.phrase.programme or "",
        start=item.start,
        end=item.start + item.length,
        clause=part.number,
        negated=part.negates(own),
        guessed=item.guess,
        words=item.text,
        person=item.phrase.person,
        facts={"niveau": values[0]} if len(values) == 1 else {},
    )
    strange = part.strange_around(own, item)
    mended = item.guess or item.phrase.vague or any(level.guess for level in [*before, *after])
    if mended or part.doubtful(own, item):
        claim.doubt = "first"
    elif len(values) > 1 or part.hesitates or strange:
        claim.doubt = "before_listing"
        claim.leftover = any(piece.leftover for piece in strange)
    return claim


def _share_levels(parts: Sequence[Clause], drafts: list[Claim]) -> None:
    """Give a level that stands alone in its clause to the programme beside it: "sociaal werk, bachelor"."""
    for part in parts:
        level = part.lone_level()
        if level is None:
            continue
        before = [c for c in drafts if c.clause == part.number - 1]
        after = [c for c in drafts if c.clause == part.number + 1 and not c.negated]
        following = parts[part.number + 1].opening if part.number + 1 < len(parts) else ""
        if after and part.ends_in_level() and following in ("join", "soft") and "niveau" in after[0].facts:
            drafts.insert(drafts.index(after[0]), _same_at(after[0], level, part.number))
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


def _absorb(catalogue: Catalogue, items: Sequence[Item], drafts: list[Claim]) -> None:
    """Take an orientation or title together with its programme: "..., afstudeerrichting orthopedagogiek"."""
    for main in list(drafts):
        if main.negated or main not in drafts:
            continue
        for other in list(drafts):
            effects = catalogue.programmes[main.programme].absorbs.get(other.programme)
            if effects is None or other is main or not _belongs(main, other, items):
                continue
            linked = clauses.linked(items, main, other)
            if linked or other.negated:
                flipped = {k: _FLIPPED.get(v, "nee") for k, v in effects.items()}
                main.facts.update(flipped if other.negated else effects)
            if linked and effects and not other.negated:
                main.also.append(catalogue.programmes[other.programme].name)
            if linked and other.doubt == "first":
                main.doubt = "first"
            drafts.remove(other)


def _belongs(main: Claim, other: Claim, items: Sequence[Item]) -> bool:
    level = other.facts.get("niveau")
    if level is not None and level != main.facts.get("niveau"):
        return False
    low, high = sorted((main.start, other.start))
    between = [item for item in items if low < item.start < high]
    if abs(main.clause - other.clause) > 1 and not clauses.linked(items, main, other):
        return False
    return other.negated or not any(item.break_ == "hard" or item.has("joins") for item in between)


def _attach_facts(catalogue: Catalogue, parts: Sequence[Clause], drafts: list[Claim]) -> None:
    said = {value for part in parts for name, value, _ in part.facts(catalogue.words.years) if name == "status"}
    finished = not said.isdisjoint(("behaald", "verder"))
    for part in parts:
        own = [claim for claim in drafts if claim.clause == part.number]
        alone = len(drafts) == 1 and not any(part.lone_level() for part in parts)
        targets = own or (drafts if not part.experienced else [])
        for name, value, guess in part.facts(catalogue.words.years):
            for claim in targets:
                short = name == "herkomst" and len(part.items) <= _SHORT
                sure = bool(own) or short or (name != "herkomst" and alone and not finished)
                _learn(claim, name, value, sure=sure and not guess)
    for claim in drafts:
        for name, value in catalogue.programmes[claim.programme].implies.items():
            claim.facts.setdefault(name, value)


def _learn(claim: Claim, name: str, value: str, *, sure: bool) -> None:
    known = claim.facts.get(name)
    if name == "status":
        _learn_status(claim, value, sure=sure)
    elif name == "herkomst" and (not sure or (known and known != value)):
        claim.facts[name] = known if value == _HOME and known and not sure else "onduidelijk"
        if value == _HOME and known is None:
            del claim.facts[name]
    else:
        claim.facts[name] = value


def _learn_status(claim: Claim, value: str, *, sure: bool) -> None:
    known = claim.facts.get("status")
    if value == "behaald":
        claim.facts["status"] = "twijfel" if known == "bezig" else (known if known == "twijfel" else "behaald")
    elif value == "bezig":
        claim.facts["status"] = "bezig" if sure and known != "behaald" else "twijfel"
    elif known is None:
        claim.facts["status"] = "twijfel"


def _keep(parts: Sequence[Clause], drafts: list[Claim]) -> list[Claim]:
    claimed = [
        claim
        for claim in drafts
        if not claim.negated and not (parts[claim.clause].experienced and "niveau" not in claim.facts)
    ]
    own = [claim for claim in claimed if not parts[claim.clause].about_others]
    claimed = own or claimed
    levelled = any("niveau" in claim.facts for claim in claimed)
    kept = [claim for claim in claimed if not (claim.person and levelled and "niveau" not in claim.facts)]
    for one, other in pairwise(kept):
        if one.clause == other.clause and other.start - one.end < 1 and not other.doubt:
            one.doubt = one.doubt or "before_listing"
            other.doubt = "before_listing"
    return kept


def _without_programme(catalogue: Catalogue, parts: Sequence[Clause]) -> list[Claim]:
    facts = {name: value for part in parts for name, value, _ in part.facts(catalogue.words.years)}
    if any(part.denies_all for part in parts):
        return [Claim(programme=NONE)]
    found = _unknown_claims(catalogue, parts)[:1] or _level_claims(parts)[:1]
    for claim in found:
        _learn_rest(catalogue, parts, claim)
    if found:
        return found
    if facts.get("status") == "bezig":
        return [Claim(programme=LEVEL_ONLY, facts={"status": "bezig"})]
    if _studied_abroad(parts, facts):
        return [Claim(programme=LEVEL_ONLY, facts={"herkomst": facts["herkomst"]})]
    return []


def _learn_rest(catalogue: Catalogue, parts: Sequence[Clause], claim: Claim) -> None:
    for part in parts:
        for name, value, guess in part.facts(catalogue.words.years):
            if name != "diploma":
                _learn(claim, name, value, sure=not guess)


def _studied_abroad(parts: Sequence[Clause], facts: dict[str, str]) -> bool:
    studied = any(item.has("study_marks") for part in parts for item in part.items)
    return facts.get("herkomst", _HOME) != _HOME and (studied or len(parts[0].items) <= _SHORT)


def _unknown_claims(catalogue: Catalogue, parts: Sequence[Clause]) -> list[Claim]:
    """Diplomas of which the bot knows the level at most: "master astronomie"."""
    found = []
    for part in parts:
        words = part.unknown_name(catalogue.words.programme_endings)
        if words:
            level = part.lone_level()
            facts = {"niveau": level} if level else {}
            found.append(Claim(programme=UNKNOWN, words=words, facts=facts, clause=part.number))
    return found


def _level_claims(parts: Sequence[Clause]) -> list[Claim]:
    levels = [level for part in parts for level in part.levels(0, None)]
    return [
        Claim(
            programme=LEVEL_ONLY,
            facts={"niveau": level.value("niveau") or ""},
            doubt="first" if level.guess else "",
        )
        for level in levels
    ]
