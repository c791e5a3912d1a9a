"""Decides what a word with two meanings is by what stands beside it: "ma" (master, maar), "ni" (niet, in)."""

from collections.abc import Sequence
from dataclasses import replace

from bot.diploma.phrases import Item, Phrase
from bot.diploma.sources import WordsFile

_NEAR = 4


def settle(items: Sequence[Item], words: WordsFile) -> list[Item]:
    """Decide what a word like "ma" is: a level right before a field of study, or just "maar"."""
    settled: list[Item] = []
    for at, item in enumerate(items):
        if item.has("maybe_level"):
            settled.append(_settled(items, at, words))
        elif item.text in words.maybe_in and at and _may_be_in(items[at - 1], items[at + 1 : at + 2]):
            settled.append(replace(item, guess=True))
        else:
            settled.append(item)
    return settled


def _may_be_in(before: Item, after: Sequence[Item]) -> bool:
    """ "gespecialiseerd ni gemeenschapsgezondheid": a name where "in" would stand."""
    named = any(item.phrase.programme for item in after)
    return named and (before.has("links") or bool(before.value("niveau")) or bool(before.phrase.programme))


def _settled(items: Sequence[Item], at: int, words: WordsFile) -> Item:
    level = words.maybe_level[items[at].text]
    between = [item for item in items[at + 1 :] if not (item.has("links") or item.value("herkomst"))]
    following = between[0] if between else None
    if following is None or following.break_:
        return items[at]
    before = items[max(0, at - _NEAR - 1) : at]
    opens = len(before) <= _NEAR and all(item.has("links", "harmless", "filler") for item in before)
    fact = ("niveau", level) if opens and following.phrase.programme else None
    tags = {"maybe_level"} if fact else {"contrasts"}
    return replace(items[at], phrase=Phrase(fact=fact, tags=tags))
