"""Brings the many spellings of one thing to one: accents, apostrophes, "t/m", "na de middag"."""

import re
import unicodedata

from bot.when.vocabulary import phrases

_STEM = r"(?:voormiddag|namiddag|middag|morgen|ochtend|avond|nacht|noen)s?\b"
_REWRITTEN = (
    (re.compile(r"[’‘`´]"), "'"),
    (re.compile(rf"(?<!\w)(?:'s|s'|s)\s?(?={_STEM})"), "s"),
    (re.compile(r"\bin (?:de )?plaats van\b|\bi\.?p\.?v\.?(?!\w)"), "ipv"),
    (re.compile(r"\btot en met\b|\bt\.?\s?/\s?m\b|\bt\.e\.m\.?(?!\w)"), "tem"),
    (re.compile(r"\b(?:op (?:zijn|z'n|zn) laatst|ten laatste|ten langste|niet later dan)\b"), "uiterlijk"),
    (
        re.compile(
            r"\b(?:op (?:zijn|z'n|zn) vroegst|ten vroegste|niet (?:vroeger|eerder) dan|pas (?:na|vanaf))\b"
        ),
        "vanaf",
    ),
    (re.compile(r"\bna (?:de |den |het )?(?:noen|smiddags|middags?|middageten|lunch)(?!\w)"), "namiddag"),
    (re.compile(r"\bvoor (?:de |den |het )?(?:noen|middag)(?!\w)"), "voormiddag"),
    (re.compile(r"\b(?:over|tussen|rond) (?:de |den )?(?:noen|middag)(?!\w)"), "middag"),
    (re.compile(r"\b(in (?:de |den )|deze |de )(?:morgen|morge)(?!\w)"), r"\1ochtend"),
    (re.compile(r"\b(?:om |rond |tegen )?een uur of (?=\w)"), "rond "),
    (re.compile(r"(?<=[a-z]) '(?=\d\d(?!\d))"), " 20"),
    (re.compile(r"\ba\.?s\.(?!\w)"), "aanstaande"),
    (re.compile(r"\bom (?:en )?(?:bij |om )?(?=\d)"), "om "),
)


def spelled(text: str) -> str:
    """Return `text` in lower case without accents, with set phrases taken out or made one word."""
    plain = unicodedata.normalize("NFKD", text.lower()).replace("\u0301", "").replace("\u0300", "")
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    for pattern, instead in _REWRITTEN:
        plain = pattern.sub(instead, plain)
    for name, pattern in phrases().items():
        plain = pattern.sub(f" zz{name} ", plain)
    return plain
