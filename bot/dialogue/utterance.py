"""What the candidate said in this turn, as the engine understood it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One turn of the candidate. `said` is the typed text, or what a pressed button stands for."""

    said: str
    intent: str
    confidence: float
    moment: str | None = None
    pressed: bool = False
    ranking: Mapping[str, float] = field(default_factory=dict)

    def means(self, *intents: str, at_least: float = 0.5) -> bool:
        """Tell whether this is one of `intents`, understood with some certainty."""
        return self.intent in intents and self.confidence >= at_least
