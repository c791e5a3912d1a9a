"""Cuts what a candidate typed into tokens with a meaning; knows figures, not yet what a date is."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bot.when.spelling import spelled
from bot.when.vocabulary import Kind, Meaning, meanings, phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One word or figure. `figures` holds day, month, year (0 when absent) or hour, minute."""

    kind: Kind
    text: str
    number: int = 0
    name: str = ""
    figures: tuple[int, ...] = ()

    @property
    def in_figures(self) -> bool:
        """Tell whether it was typed as 12 and not as "twaalf"."""
        return self.text[:1].isdigit()


_FIGURES = re.compile(
    r"""
      (?P<noise>    [\w.+-]+@[\w.-]+ | https?://\S+ | www\.\S+
                  | \d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}                    # a national number
                  | (?:€|eur)\s?\d[\d.,]* | \d[\d.,]*\s?(?:€|%|euro?\b) | \d+[.,]\d{3}(?!\d)
                  | \d+,\d+(?=\s(?:uur|uren|dag|week|weken|maand|jaar)) )
    | (?P<iso>      (?P<iso_year>\d{4})(?P<iso_mark>[-/.])(?P<iso_month>\d{1,2})(?P=iso_mark)
                    (?P<iso_day>\d{1,2})(?!\d) )
    | (?P<full>     (?P<full_day>\d{1,2})\s?(?P<full_mark>[-/.])\s?(?P<full_month>\d{1,2})
                    (?:\s?(?P=full_mark)\s?(?=\d{4})|(?P=full_mark)'?)
                    (?P<full_year>\d{4}|\d{2})(?!\d|[.:]\d) )
    | (?P<phone>    (?<!\d)(?:\+32|0032|0)[\s./-]?[1-9]\d{0,2}(?:[\s./-]?\d{2,3}){2,3}(?!\d)
                  | \d{5,} | \+\d[\d\s]+ )
    | (?P<slashed>  (?P<slashed_day>\d{1,2})\s?/\s?(?P<slashed_month>\d{1,2})(?!\d) )
    | (?P<clock>    (?P<hour>\d{1,2})(?: : | \s?[.,]\s?(?=\d\d\s?(?:u|h|uur)\b))(?P<minute>\d{2})
                    (?::00)?(?!\d)(?:\s?(?:uur|uren|u|h)\b\.?)? )
    | (?P<dotted>   (?P<dotted_first>\d{1,2})\.(?P<dotted_second>\d{1,2})(?!\d)(?P<dotted_end>\.(?!\w))? )
    | (?P<dashed>   (?P<dashed_first>\d{1,2})\s?-\s?(?P<dashed_second>\d{1,2})(?![\d/:.]|\s?-\s?\d) )
    | (?P<ordinal>  (?P<nth>\d{1,2})\s?(?:sten|ste|den|de|e)\b )
    | (?P<number>   \d+ )
    | (?P<word>     [a-z]+ )
    | (?P<mark>     [,;:!?./()&+–-] )
    """,
    re.VERBOSE,
)


def tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of `text`, in order; e-mail addresses, phone numbers and amounts are noise."""
    found = tuple(_tokens(spelled(text)))
    return tuple(_in_context(found))


def _tokens(text: str) -> Iterator[Token]:
    for match in _FIGURES.finditer(text):
        # lastgroup is the group that closed last: the outer one of the alternative
        yield from _READERS[match.lastgroup or "mark"](match)


def _word(match: re.Match[str]) -> Iterator[Token]:
    word = match["word"]
    if word.startswith("zz") and word[2:] in phrases():
        kind = Kind.ORDINARY if word == "zzsilent" else Kind.FLAG
        yield Token(kind=kind, text=word, name=word[2:])
        return
    known = meanings(word) or (Meaning(kind=Kind.UNKNOWN),)
    if known[0].kind is Kind.TODAY_PART:
        yield Token(kind=Kind.OFFSET, text=word)
        known = (Meaning(kind=Kind.PART, name=known[0].name),)
    for meaning in known:
        yield Token(kind=meaning.kind, text=word, number=meaning.number, name=meaning.name)


def _date(match: re.Match[str], day: str, month: str, year: str = "") -> Iterator[Token]:
    written = match[year] if year else "0"
    full = int(written) + 2000 if len(written) == 2 else int(written)
    yield Token(kind=Kind.DATE, text=match[0], figures=(int(match[day]), int(match[month]), full))


def _two(match: re.Match[str], kind: Kind, first: str, second: str) -> Iterator[Token]:
    yield Token(kind=kind, text=match[0], figures=(int(match[first]), int(match[second])))


def _dotted(match: re.Match[str]) -> Iterator[Token]:
    first, second, digits = (
        int(match["dotted_first"]),
        int(match["dotted_second"]),
        len(match["dotted_second"]),
    )
    if 1 <= second <= 12 and (digits == 1 or match["dotted_end"] or first > 24):
        yield Token(kind=Kind.DATE, text=match[0], figures=(first, second, 0))
    elif digits == 1 or 1 <= second <= 12:
        yield Token(kind=Kind.DOTTED, text=match[0], figures=(first, second))
    else:
        yield Token(kind=Kind.CLOCK, text=match[0], figures=(first, second))


def _number(match: re.Match[str]) -> Iterator[Token]:
    yield Token(kind=Kind.NUMBER, text=match[0], number=int(match[0]))


_READERS: Mapping[str, Callable[[re.Match[str]], Iterator[Token]]] = {
    "noise": lambda match: iter([Token(kind=Kind.NOISE, text=match[0])]),
    "phone": lambda match: iter([Token(kind=Kind.NOISE, text=match[0])]),
    "iso": lambda match: _date(match, "iso_day", "iso_month", "iso_year"),
    "full": lambda match: _date(match, "full_day", "full_month", "full_year"),
    "slashed": lambda match: _date(match, "slashed_day", "slashed_month"),
    "clock": lambda match: _two(match, Kind.CLOCK, "hour", "minute"),
    "dotted": _dotted,
    "dashed": lambda match: _two(match, Kind.DASHED, "dashed_first", "dashed_second"),
    "ordinal": lambda match: iter([Token(kind=Kind.ORDINAL, text=match[0], number=int(match["nth"]))]),
    "number": _number,
    "word": _word,
    "mark": lambda match: iter([Token(kind=Kind.MARK, text=match[0])]),
}


_FIGURE_KINDS = (Kind.NUMBER, Kind.CLOCK, Kind.DASHED, Kind.DOTTED)


def _in_context(found: tuple[Token, ...]) -> Iterator[Token]:
    """Settle what one word alone cannot say: "u", "jan", "zo", "vrij", a greeting "dag", "hoe laat"."""
    for at, token in enumerate(found):
        before = found[at - 1] if at else None
        after = found[at + 1] if at + 1 < len(found) else None
        if token.kind is Kind.SHAKY_WEEKDAY:
            is_day = _announces_weekday(before) or _follows_weekday(after, found[at + 2 : at + 3])
            yield _as(token, Kind.WEEKDAY if is_day else Kind.ORDINARY)
        elif token.kind is Kind.OFFSET and before is not None and before.kind in (Kind.WEEKDAY, Kind.OFFSET):
            yield Token(kind=Kind.PART, text=token.text, name="morning") if token.number == 1 else token
        elif token.name in ("first_part", "last_part") and before is not None and before.text in ("te", "zo"):
            yield _as(token, Kind.CHANGING)
        elif _only_looks_like_a_date(token, found[max(0, at - 2) : at], after):
            yield _as(token, Kind.ORDINARY)
        else:
            yield token


def _as(token: Token, kind: Kind) -> Token:
    return Token(kind=kind, text=token.text, number=token.number)


def _announces_weekday(before: Token | None) -> bool:
    if before is None:
        return False
    return before.kind is Kind.WHICH or before.name in ("on", "week") or before.text in ("/", "-")


def _follows_weekday(after: Token | None, next_but_one: tuple[Token, ...]) -> bool:
    if after is None:
        return False
    if after.kind is Kind.NUMBER:
        return any(token.kind is Kind.MONTH for token in next_but_one)
    return after.kind in (Kind.DATE, Kind.ORDINAL)


def _only_looks_like_a_date(token: Token, earlier: tuple[Token, ...], after: Token | None) -> bool:
    before = earlier[-1] if earlier else None
    if token.name == "hour":
        return before is None or before.kind not in _FIGURE_KINDS
    if token.kind is Kind.MONTH and len(token.text) <= 3 and token.text != "mei":  # Jan is a name too
        return not any(one.kind in (*_FIGURE_KINDS, Kind.ORDINAL) for one in earlier)
    if token.text == "laat":
        asked = before is not None and before.text == "hoe"
        return asked or (after is not None and after.kind is Kind.ORDINARY)  # "laat maar weten"
    return token.text == "dag" and before is None
