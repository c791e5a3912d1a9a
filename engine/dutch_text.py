"""Writes a typed message plainly before it is weighed: one case, no accents, no drawn-out letters."""

import re
import unicodedata

_DRAWN_OUT = re.compile(r"(\w)\1{2,}")
_APOSTROPHES = re.compile(r"[’‘`´]")


def plain(text: str) -> str:
    """Return `text` in lower case without accents, with "heeel" as "heel" and one kind of apostrophe."""
    unaccented = "".join(
        char for char in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(char)
    )
    return _DRAWN_OUT.sub(r"\1\1", _APOSTROPHES.sub("'", unaccented))
