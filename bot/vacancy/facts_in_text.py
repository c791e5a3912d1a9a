"""Guards the answers' figures and names: they come out of the facts, never out of an answer's own words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pydantic import BaseModel

from bot.wording.dutch import euro, long_date, short_date

_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_NUMBER_WORDS = "twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|twintig|dertig|honderd|duizend"
_FACT = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_STATEMENT = re.compile(r"\{%.*?%\}\s*|\{#.*?#\}\s*", re.DOTALL)
_CLAIM = re.compile(
    r"(?P<address>https?://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    rf"|(?P<day>\b\d{{1,2}} (?:{_MONTHS})(?: \d{{4}})?\b)"
    r"|(?P<phone>(?<![\d,.])(?:\+\d{2} ?\d|0\d)\d*(?: \d{2,3}){2,}\b)"
    r"|(?P<scale>\b[A-Z]\d(?:-[A-Z]\d)?\b)"
    r"|(?P<figure>€ ?\d+(?:[.,]\d+)*|\d+(?:[.,]\d+)*(?: euro\b)?)"
    r"|(?P<name>(?<=[a-zà-ÿ,;:)·] )[A-Z][\w-]*)"  # a capital within a sentence; at its start nobody can tell
)
_NUMBER_WORD = re.compile(rf"\b(?:{_NUMBER_WORDS})\b", re.IGNORECASE)


def stray_literals(template: str) -> tuple[str, ...]:
    """Return the figures, addresses and names that stand in a template's own words instead of in a fact."""
    words = _FACT.sub("·", _STATEMENT.sub("", template))
    return (*(found[0] for found in _CLAIM.finditer(words)), *_NUMBER_WORD.findall(words))


@dataclass(frozen=True, slots=True, kw_only=True)
class Backing:
    """What the facts of one vacancy allow an answer to state."""

    figures: frozenset[str]
    names: frozenset[str]


def backing_of(facts: BaseModel) -> Backing:
    """Return every figure, day, amount, address and name that `facts` give, as an answer writes them."""
    values = tuple(fact_values(facts))
    texts = [value for value in values if isinstance(value, str)]
    return Backing(
        figures=frozenset(
            found[0] for value in values for form in _forms(value) for found in _CLAIM.finditer(form)
        ),
        names=frozenset(word for text in texts for word in re.findall(r"[\w-]+", text)),
    )


def unbacked_claims(text: str, backing: Backing) -> tuple[str, ...]:
    """Return the figures, days, amounts, addresses and names in `text` that no fact gives."""
    return tuple(
        found[0]
        for found in _CLAIM.finditer(text)
        if found[0] not in (backing.names if found.lastgroup == "name" else backing.figures)
    )


def fact_values(facts: object) -> Iterator[object]:
    """Walk every single value of `facts`, however deep."""
    if isinstance(facts, BaseModel):
        facts = dict(facts)
    if isinstance(facts, Mapping):
        facts = tuple(facts.values())
    if isinstance(facts, tuple):
        for part in facts:
            yield from fact_values(part)
    elif facts is not None:
        yield facts


def _forms(value: object) -> tuple[str, ...]:
    if isinstance(value, Decimal):
        return (euro(value),)
    if isinstance(value, date):
        return (long_date(value), short_date(value))
    return () if isinstance(value, bool) else (str(value),)
