"""Divides a message into what it says about days and hours and what stands between; applies negations."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bot.when.dates import Days, Doubt, doubt
from bot.when.days import read_days
from bot.when.line import Line
from bot.when.times import Clock, Times, read_times
from bot.when.tokens import Token
from bot.when.vocabulary import Kind

NOON = Clock(minutes=12 * 60, twelve=False)
EVENING = Clock(minutes=18 * 60, twelve=False)
Piece = Days | Times | Token

_NEGATIONS = ("not", "no", "except", "instead")
_SOFT = ("on", "in", "the", "van", "at")
# Keywords and kinds that change a date when nothing has read them.
_TELLING_KEYS = {
    *("from", "until", "through", "after", "within", "between", "over", "about", "ten_latest"),
    *("half", "nth_last", "start", "middle", "end", "first_part"),
}
_TELLING_KINDS = {
    *(Kind.CHANGING, Kind.ORDINAL, Kind.UNIT, Kind.MONTH, Kind.WEEKDAY, Kind.PART, Kind.OFFSET),
    *(Kind.DATE, Kind.CLOCK, Kind.DOTTED, Kind.DASHED),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """All that a message says: the pieces in order, what it excludes, and the doubts met on the way."""

    pieces: tuple[Piece, ...]
    excluded: tuple[Days, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    flags: frozenset[str] = field(default_factory=frozenset)


def said(line: Line) -> Said:
    """Return what the message in `line` says about days and hours."""
    flags = frozenset(token.name for token in line.tokens if token.kind is Kind.FLAG)
    pieces = _without_source(list(_pieces(line)))
    return replace(_negated(pieces), flags=flags)


def _pieces(line: Line) -> Iterator[Piece]:
    at = 0
    while at < len(line.tokens):
        days, times = read_days(line, at), read_times(line, at)
        if days and (times is None or days[1] >= times[1]):
            yield days[0]
            at = days[1]
        elif times:
            yield times[0]
            at = times[1]
        else:
            yield line.tokens[at]
            at += 1


def is_key(piece: Piece, *names: str) -> bool:
    """Tell whether a piece is one of these keywords."""
    return isinstance(piece, Token) and piece.kind is Kind.KEY and piece.name in names


def _without_source(pieces: list[Piece]) -> list[Piece]:
    """Leave out X in "van X naar Y": a move is about where it goes."""
    to = next((at for at, piece in enumerate(pieces) if is_key(piece, "to")), None)
    if to is None or not any(isinstance(piece, Days | Times) for piece in pieces[to:]):
        return pieces
    before = [at for at in range(to) if not isinstance(pieces[at], Token)]
    if not before or not all(_joins(piece) for piece in pieces[before[-1] + 1 : to]):
        return pieces
    return [piece for at, piece in enumerate(pieces) if at not in before]


def _joins(piece: Piece) -> bool:
    return isinstance(piece, Token) and piece.kind in (Kind.ORDINARY, Kind.UNKNOWN, Kind.MARK)


def _negated(pieces: list[Piece]) -> Said:
    kept: list[Piece] = []
    excluded: list[Days] = []
    doubts: list[Doubt] = []
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        at += 1
        if not is_key(piece, *_NEGATIONS):
            kept.append(piece)
            continue
        target = _next_said(pieces, at)
        if target is None:
            doubts.extend(_negate_before(kept, excluded))
            continue
        at = target + 1
        denied = pieces[target]
        if isinstance(denied, Days) and at < len(pieces) and isinstance(pieces[at], Times):
            doubts.append(doubt("negation"))  # "behalve woensdagvoormiddag" leaves no one window
        elif isinstance(denied, Days):
            excluded.append(denied)
        elif isinstance(denied, Times):
            turned = _turned(denied)
            kept.append(turned) if turned else doubts.append(doubt("negation"))
    return Said(pieces=tuple(kept), excluded=tuple(excluded), doubts=tuple(doubts))


def _next_said(pieces: list[Piece], at: int) -> int | None:
    for here in range(at, len(pieces)):
        piece = pieces[here]
        if isinstance(piece, Days | Times):
            return here
        if not (is_key(piece, *_SOFT) or (isinstance(piece, Token) and piece.text in ("liefst", "graag"))):
            return None
    return None


def _negate_before(kept: list[Piece], excluded: list[Days]) -> list[Doubt]:
    """Put "niet" on the day before it in its clause: "dinsdag kan ik niet"."""
    start = len(kept)
    while start and not _ends_clause(kept[start - 1]):
        start -= 1
    days = [at for at in range(start, len(kept)) if isinstance(kept[at], Days)]
    times = [at for at in range(start, len(kept)) if isinstance(kept[at], Times)]
    if not days and not times and not any(isinstance(piece, Days | Times) for piece in kept):
        return [doubt("negation")]
    if len(days) != 1 or times:
        return [doubt("negation")]
    denied = kept.pop(days[0])
    if isinstance(denied, Days):
        excluded.append(denied)
    return []


def _ends_clause(piece: Piece) -> bool:
    if is_key(piece, "but", "and"):
        return True
    return isinstance(piece, Token) and piece.kind is Kind.MARK and piece.text in (",", ".", ";", "!", "?")


def _turned(times: Times) -> Times | None:
    """Return what is left of the day when these hours are excluded, if that is one stretch."""
    if times.part == "morning":
        return Times(start=NOON)
    if times.part in ("afternoon", "evening"):
        return Times(end=NOON if times.part == "afternoon" else EVENING)
    if times.exact or times.part or (times.start and times.end):
        return None
    return Times(start=times.end, end=times.start)


def leftover(pieces: tuple[Piece, ...]) -> bool:
    """Tell whether a word or figure is left that may change the date, or that stands unread inside it."""
    read = [at for at, piece in enumerate(pieces) if isinstance(piece, Days | Times)]
    for at, piece in enumerate(pieces):
        if not isinstance(piece, Token):
            continue
        inside = bool(read) and read[0] < at < read[-1]
        after = pieces[at + 1] if at + 1 < len(pieces) else None
        if _telling(piece, after, last=at + 2 >= len(pieces)) or (inside and piece.kind is Kind.UNKNOWN):
            return True
    return False


def _telling(token: Token, after: Piece | None, *, last: bool) -> bool:
    if token.kind is Kind.NUMBER:
        counted = isinstance(after, Token) and (after.name in ("minute", "year") or after.kind is Kind.NOISE)
        return token.text != "een" and not counted
    if token.kind is Kind.UNIT:
        return token.name not in ("minute", "year")
    if token.kind is Kind.WHICH:
        return token.name != "this"
    if token.kind is Kind.KEY:
        unread_hour = token.name == "at" and isinstance(after, Token) and after.kind is Kind.UNKNOWN
        return token.name in _TELLING_KEYS or (unread_hour and last)
    return token.kind in _TELLING_KINDS
