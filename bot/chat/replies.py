"""Turns the engine's items into replies: checked, with server-issued ids in place of payloads."""

import secrets
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from bot.transcripts.messages import Button, Kind, Reply

Payload = Annotated[str, Field(pattern=r"^/[A-Za-z_]", max_length=2000)]
Title = Annotated[str, Field(min_length=1, max_length=200)]


class ItemMalformed(Exception):
    """The engine sent an item that is not a message; carries where, never what."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


def as_reply(item: Any) -> Reply:
    """Return one item of the engine's answer as a reply. Raises ItemMalformed."""
    try:
        parsed = _Item.model_validate(item)
    except ValidationError as error:
        raise ItemMalformed(".".join(str(part) for part in error.errors()[0]["loc"])) from error
    if parsed.custom is not None:
        return _from_custom(parsed.custom)
    if parsed.text:
        return Reply(kind="notice", text=parsed.text)
    raise ItemMalformed("custom")


def new_button(title: str, payload: str, *, in_card: bool = False) -> Button:
    """Return a button under a fresh random id."""
    return Button(id=secrets.token_urlsafe(16), title=title, payload=payload, in_card=in_card)


def _web_address(value: str) -> str:
    if not value.startswith(("https://", "http://", "/")):
        raise ValueError("not a web address")
    return value


Address = Annotated[str, Field(max_length=2000), AfterValidator(_web_address)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Choice(_Model):
    title: Title
    payload: Payload


class _DiplomaCard(_Model):
    type: Literal["diploma"]
    verdict: Literal["listed", "listed_old", "condition", "not_listed", "unclear"]
    line: str | None = None
    question: str | None = None


class _Slot(_Model):
    payload: Payload
    start: AwareDatetime
    end: AwareDatetime
    label: Title


class _Day(_Model):
    date: date
    label: Title
    slots: list[_Slot]


class _SlotsCard(_Model):
    type: Literal["slots"]
    days: list[_Day]


class _BookingCard(_Model):
    type: Literal["booking"]
    reference: Title
    status: Literal["confirmed", "pending", "moved", "cancelled"]
    start: AwareDatetime
    end: AwareDatetime
    join_url: Address | None = None
    ics_url: Address
    manage_url: Address


class _Understood(_Model):
    intent: str | None = Field(default=None, max_length=100)
    confidence: float | None = None


class _Custom(_Model):
    kind: Kind
    text: str = Field(min_length=1)
    source: str | None = None
    topic: str | None = Field(default=None, max_length=100)
    buttons: list[_Choice] = []
    card: Annotated[_DiplomaCard | _SlotsCard | _BookingCard, Field(discriminator="type")] | None = None
    understood: _Understood | None = None


class _Item(_Model):
    text: str | None = None
    custom: _Custom | None = None


def _from_custom(custom: _Custom) -> Reply:
    buttons = [new_button(choice.title, choice.payload) for choice in custom.buttons]
    card: dict[str, Any] | None = None
    if isinstance(custom.card, _SlotsCard):
        card, in_card = _slots_card(custom.card)
        buttons += in_card
    elif custom.card is not None:
        card = custom.card.model_dump(mode="json")
    return Reply(
        kind=custom.kind,
        text=custom.text,
        buttons=tuple(buttons),
        source=custom.source,
        topic=custom.topic,
        card=card,
        intent=custom.understood.intent if custom.understood else None,
        confidence=custom.understood.confidence if custom.understood else None,
    )


def _slots_card(card: _SlotsCard) -> tuple[dict[str, Any], list[Button]]:
    buttons: list[Button] = []
    days = []
    for day in card.days:
        slots = []
        for slot in day.slots:
            button = new_button(slot.label, slot.payload, in_card=True)
            buttons.append(button)
            slots.append({"button": button.id, **slot.model_dump(include=_SHOWN_OF_A_SLOT, mode="json")})
        days.append({"date": day.date.isoformat(), "label": day.label, "slots": slots})
    return {"type": "slots", "days": days}, buttons


_SHOWN_OF_A_SLOT = {"start", "end", "label"}
