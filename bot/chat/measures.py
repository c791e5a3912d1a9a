"""What the chat counts, for Prometheus. One registry per process part, so that tests start from zero."""

from prometheus_client import CollectorRegistry, Counter, Histogram

_TURN_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 12.0)


class ChatMeasures:
    """Counters and histograms of the conversations; no label ever holds a text or an id."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.registry = registry
        self.conversations = Counter(
            "vacaturebot_conversations", "Conversations begun and erased.", ["event"], registry=registry
        )
        self.turns = Counter(
            "vacaturebot_turns", "Turns taken, by how they ended.", ["outcome"], registry=registry
        )
        self.replies = Counter(
            "vacaturebot_replies", "Messages of the bot, by kind.", ["kind"], registry=registry
        )
        self.trouble = Counter(
            "vacaturebot_engine_trouble", "Engine answers that were no use.", ["trouble"], registry=registry
        )
        self.turn_seconds = Histogram(
            "vacaturebot_turn_seconds", "A whole turn.", buckets=_TURN_BUCKETS, registry=registry
        )
        self.engine_seconds = Histogram(
            "vacaturebot_engine_seconds", "The engine's part.", buckets=_TURN_BUCKETS, registry=registry
        )
