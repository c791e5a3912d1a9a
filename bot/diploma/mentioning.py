"""Hears whether a message names a diploma at all; rather no than yes, for another answer may be meant."""

from bot.diploma.catalogue import LEVEL_ONLY, NONE, UNKNOWN, Catalogue
from bot.diploma.claim import Claim
from bot.diploma.claims import read_claims
from bot.diploma.phrases import Item

_BARE_LENGTH = 8
_BEFORE_QUESTION = 3


def mentions_diploma(catalogue: Catalogue, text: str) -> bool:
    """Say whether `text`, as a bare statement, names a diploma or a field of study."""
    items = _said(catalogue, text)
    if not items or "?" in text or items[0].has("question_starts"):
        return False
    claims = _named(catalogue, text)
    return any(map(_is_whole, claims)) or _is_bare(items, claims)


def asks_about_diploma(catalogue: Catalogue, text: str, *, plainly: bool = False) -> bool:
    """Say whether `text` asks or tells about a diploma by name: "is ergotherapie ook goed?".

    `plainly`: only with its level or year, or as one's own study; for a message that may be about anything.
    """
    items = _said(catalogue, text)
    claims = [claim for claim in _named(catalogue, text) if claim.programme not in (LEVEL_ONLY, UNKNOWN)]
    if not claims or any(item.has("open_questions") for item in items[:_BEFORE_QUESTION]):
        return False
    if any(map(_is_whole, claims)):
        return True
    own = any(item.has("speaker") for item in items)
    job = all(claim.person for claim in claims)
    if plainly:
        return own and not job
    return own or not (job or any(item.has("anyone") for item in items))


def _said(catalogue: Catalogue, text: str) -> list[Item]:
    return [item for item in catalogue.book.scan(text) if not item.break_]


def _named(catalogue: Catalogue, text: str) -> list[Claim]:
    return [c for c in read_claims(catalogue, text) if not c.guessed and c.programme != NONE]


def _is_whole(claim: Claim) -> bool:
    return claim.programme not in (LEVEL_ONLY, UNKNOWN) and not claim.facts.keys().isdisjoint(
        ("niveau", "jaar")
    )


def _is_bare(items: list[Item], claims: list[Claim]) -> bool:
    """A short message of known words, with a level or a field of study and no mere job."""
    strange = any(item.unknown for item in items)
    named = [c for c in claims if "niveau" in c.facts or not (c.person or c.programme == UNKNOWN)]
    return bool(named) and len(items) <= _BARE_LENGTH and (not strange or named[0].programme == UNKNOWN)
