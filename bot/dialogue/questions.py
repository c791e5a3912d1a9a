"""The questions in one message of the candidate, each as the engine understood it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

NOT_UNDERSTOOD = frozenset(("nlu_fallback", "out_of_scope"))
NOT_IN_BUNDLE = "not_in_bundle"
CITY_SERVICES = "city_services"
OTHER_LANGUAGE = "other_language"
NO_ANSWER = NOT_UNDERSTOOD | {NOT_IN_BUNDLE, CITY_SERVICES, OTHER_LANGUAGE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question; `ranking` has the likeliest intent first.

    `plain` is `said` in the engine's spelling, empty for a button.
    """

    said: str
    intent: str
    confidence: float
    plain: str = ""
    ranking: Mapping[str, float] = field(default_factory=dict)
