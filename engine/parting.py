"""Finds the questions in a message: as many stretches as the classifier is sure of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from engine.cutting import Piece, bare, pieces

Confidences = Callable[[Sequence[str]], np.ndarray]

# A stretch counts as a question of its own when the classifier is at least this sure of it.
SURE = 0.6
# How much surer it must be where a comma or "en" need not begin another question.
UNLIKELY_CUT = 0.25
# How much the whole message says on what a part is about ("en hoe lang duurt het?").
WEIGHT_OF_THE_WHOLE = 0.4
LEAST = 1e-3
# With what people frame a question: no question itself.
FRAMES = frozenset(
    (
        *("greet", "thank", "goodbye", "compliment", "how_are_you", "affirm", "deny", "dont_know", "stop"),
        *("correction", "help", "not_understood", "more_options", "start_again", "insult", "bot_challenge"),
        *("human_handover", "tell_diploma", "inform_moment"),
    )
)
# A day, a diploma or another language is one message, whatever its commas.
SAID_AT_ONCE = frozenset(("tell_diploma", "inform_moment", "other_language", "correction", "not_understood"))
# These open a form or act on a booking: "ik wil een interview boeken" asks without a question's shape.
REQUESTS = frozenset(
    (
        *("check_diploma", "book_interview", "move_interview", "cancel_interview"),
        *("show_interview", "resend_invitation"),
    )
)
NOT_ABOUT_THE_VACANCY = frozenset(("out_of_scope", "city_services", "other_language"))
FEWEST_WORDS_OFF_TOPIC = 3


@dataclass(frozen=True)
class Part:
    """A stretch of the message, and how likely each intent is for it."""

    text: str
    asks: bool
    confidences: np.ndarray


def questions(text: str, confidences_of: Confidences, intents: Sequence[str]) -> list[Part]:
    """Return the questions in `text` in order, at least one part."""
    cut = pieces(text)
    together = Part(text=text, asks=True, confidences=confidences_of([text])[0])
    if len(cut) == 1 or intents[together.confidences.argmax()] in SAID_AT_ONCE:
        return [together]
    parts = [_seen_in_whole(part, together) for part in _surest(cut, confidences_of)]
    named = [part for part in parts if _is_a_question(part, _intent(part, intents))]
    kept = _merged([part for part in named if part.asks or _intent(part, intents) in REQUESTS] or named)
    if len(kept) != 1:
        return kept or [together]
    return [replace(together, confidences=(kept[0].confidences + together.confidences) / 2)]


def _surest(cut: Sequence[Piece], confidences_of: Confidences) -> list[Part]:
    """Return the division of the pieces with the most stretches that the classifier is sure of."""
    spans = [(start, end) for start in range(len(cut)) for end in range(start + 1, len(cut) + 1)]
    texts = [" ".join(piece.text for piece in cut[start:end]) for start, end in spans]
    likely = dict(zip(spans, confidences_of([bare(text) for text in texts])))
    best: list[tuple[float, list[tuple[int, int]]]] = [(0.0, [])]
    for end in range(1, len(cut) + 1):
        gain, start = max(
            (best[start][0] + float(likely[start, end].max()) - SURE - _cost(cut, start), start)
            for start in range(end)
        )
        best.append((gain, [*best[start][1], (start, end)]))
    return [_part(cut[start:end], likely[start, end]) for start, end in best[-1][1]]


def _part(cut: Sequence[Piece], confidences: np.ndarray) -> Part:
    text = " ".join(piece.text for piece in cut)
    return Part(text=text, asks=any(piece.asks for piece in cut), confidences=confidences)


def _cost(cut: Sequence[Piece], start: int) -> float:
    """A new question begins with a sentence, beside a question, or beside a word as bare as itself."""
    if start == 0 or cut[start - 1].ends:
        return 0.0
    before, after = cut[start - 1], cut[start]
    return 0.0 if (before.asks and after.asks) or (before.short and after.short) else UNLIKELY_CUT


def _seen_in_whole(part: Part, together: Part) -> Part:
    weighed = part.confidences * (together.confidences + LEAST) ** WEIGHT_OF_THE_WHOLE
    return replace(part, confidences=weighed / weighed.sum())


def _intent(part: Part, intents: Sequence[str]) -> str:
    return intents[part.confidences.argmax()]


def _is_a_question(part: Part, intent: str) -> bool:
    """Leave out greetings, thanks, what is unclear, and what has nothing to do with it."""
    if intent in FRAMES or part.confidences.max() < SURE:
        return False
    if intent in NOT_ABOUT_THE_VACANCY:
        return part.asks and len(part.text.split()) >= FEWEST_WORDS_OFF_TOPIC
    return True


def _merged(parts: list[Part]) -> list[Part]:
    """Make one part of neighbours that ask the same."""
    merged = parts[:1]
    for part in parts[1:]:
        last = merged[-1]
        if part.confidences.argmax() == last.confidences.argmax():
            surer = max(part.confidences, last.confidences, key=np.max)
            merged[-1] = replace(last, text=f"{last.text} {part.text}", confidences=surer)
        else:
            merged.append(part)
    return merged
