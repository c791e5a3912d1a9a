"""A message as the outside sees it: the JSON of the HTTP API, and plain text to keep."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.transcripts.messages import Message
from bot.wording.dutch import BRUSSELS, moment, short_date
from bot.wording.texts import say


def as_json(message: Message) -> dict[str, Any]:
    """Return the Message of the HTTP API (time in ISO 8601 with the offset of Brussels)."""
    return {
        "id": message.id,
        "from": message.author,
        "time": message.at.astimezone(BRUSSELS).isoformat(timespec="seconds"),
        "kind": message.kind,
        "text": message.text,
        "buttons": [{"id": choice.id, "title": choice.title} for choice in message.choices],
        "source": message.source,
        "topic": message.topic,
        "card": message.card,
    }


def as_text(title: str, messages: Sequence[Message]) -> str:
    """Return the conversation as plain text, each message under who said it and when (Brussels)."""
    begun = messages[0].at.astimezone(BRUSSELS)
    heading = say("web.transcript.heading", title=title, day=short_date(begun.date()))
    return "\n\n".join([heading, *(_said(message) for message in messages)]) + "\n"


def _said(message: Message) -> str:
    at = message.at.astimezone(BRUSSELS)
    lines = [f"{say(f'web.transcript.{message.author}')} ({at:%H.%M})", *message.text.splitlines()]
    if message.card:
        lines += _card_lines(message.card)
    if message.source:
        lines.append(say("web.transcript.source", source=message.source))
    lines += [say("web.transcript.choice", title=choice.title) for choice in message.choices]
    # Indented, so that nothing a candidate types can look like a message of the bot.
    return "\n".join([lines[0], *(f"    {line}" for line in lines[1:])])


def _card_lines(card: dict[str, Any]) -> list[str]:
    if card["type"] == "diploma":
        return [card["line"]] if card["line"] else []
    if card["type"] == "slots":
        return [f"{day['label']}: {', '.join(s['label'] for s in day['slots'])}" for day in card["days"]]
    start = datetime.fromisoformat(card["start"])
    return [say("web.transcript.booking", reference=card["reference"], moment=moment(start))]
