"""From the pieces of a message to the diplomas it claims: which field, what level and state, how sure."""

from collections.abc import Sequence
from itertools import pairwise

from bot.diploma import clauses
from bot.diploma.catalogue import LEVEL_ONLY, NONE, UNKNOWN, Catalogue
from bot.diploma.claim import Claim
from bot.diploma.clauses import Clause
from bot.diploma.joining import absorb, share_levels
from bot.diploma.phrases import Item
from bot.diploma.settling import settle

_HOME, _ABROAD, _NEXT_DOOR = "vlaams", "buitenland", "nederland"
_SHORT = 3


def read_claims(catalogue: Catalogue, text: str) -> list[Claim]:
    """Return the diplomas that `text` claims, in order; negated ones are left out."""
    items = settle(catalogue.book.scan(text), catalogue.words)
    parts = clauses.split(items)
    drafts = [claim for part in parts for claim in _claims_of(part)]
    share_levels(parts, drafts)
    absorb(catalogue, items, drafts)
    _attach_facts(catalogue, parts, drafts)
    kept = _keep(parts, drafts)
    without = any(part.denies_all for part in parts)
    if without and not any("niveau" in claim.facts for claim in kept):
        kept = []
    if not kept:
        return _without_programme(catalogue, parts)
    useful = [c for c in kept if not (c.guessed and c.programme in catalogue.near_misses)] or kept
    named = {claim.clause for claim in drafts}
    unnamed = [part for part in parts if part.number not in named]
    garbled = [_unknown(part, part.garbled()) for part in parts if part.garbled()]
    return [*useful, *(garbled or _unknown_claims(catalogue, unnamed))]


def _claims_of(part: Clause) -> list[Claim]:
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


def _attach_facts(catalogue: Catalogue, parts: Sequence[Clause], drafts: list[Claim]) -> None:
    said = {
        value for part in parts for name, value, _ in part.facts(catalogue.words.years) if name == "status"
    }
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
    elif name == "herkomst" and {known, value} == {_ABROAD, _NEXT_DOOR}:
        claim.facts[name] = _NEXT_DOOR
    elif name == "herkomst" and (not sure or (known and known != value)):
        claim.facts[name] = known if value == _HOME and known and not sure else "onduidelijk"
        if value == _HOME and known is None:
            del claim.facts[name]
    else:
        claim.facts[name] = value


def _learn_status(claim: Claim, value: str, *, sure: bool) -> None:
    known = claim.facts.get("status")
    if value == "behaald":
        claim.facts["status"] = (
            "twijfel" if known == "bezig" else (known if known == "twijfel" else "behaald")
        )
    elif value == "bezig":
        claim.facts["status"] = "bezig" if sure and known != "behaald" else "twijfel"
    elif known is None:
        claim.facts["status"] = "twijfel"


def _keep(parts: Sequence[Clause], drafts: list[Claim]) -> list[Claim]:
    claimed = [
        claim
        for claim in drafts
        if not claim.negated and ("niveau" in claim.facts or not parts[claim.clause].worked_in(claim))
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
    named = [(part, part.unknown_name(catalogue.words.programme_endings)) for part in parts]
    return [_unknown(part, words) for part, words in named if words]


def _unknown(part: Clause, words: str) -> Claim:
    level = part.lone_level()
    facts = {"niveau": level} if level else {}
    return Claim(programme=UNKNOWN, words=words, facts=facts, clause=part.number)


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
