from typing import Any

import pytest

from bot.chat.replies import ItemMalformed, as_reply


def a_custom(**changed: Any) -> dict[str, Any]:
    return {"recipient_id": "x", "custom": {"kind": "answer", "text": "ja"} | changed}


def test_only_kind_and_text_are_needed() -> None:
    reply = as_reply(a_custom())

    assert (reply.kind, reply.text, reply.buttons, reply.card) == ("answer", "ja", (), None)


def test_each_button_gets_its_own_unguessable_id() -> None:
    buttons = as_reply(a_custom(buttons=[{"title": "Ja", "payload": "/affirm"}] * 2)).buttons

    assert buttons[0].id != buttons[1].id
    assert all(len(button.id) >= 22 for button in buttons)
    assert buttons[0].payload == "/affirm"


def test_what_the_contract_does_not_know_is_left_out() -> None:
    card = {"type": "diploma", "verdict": "listed", "line": "x", "score": 0.9}

    assert as_reply(a_custom(card=card, secret=1)).card == {
        "type": "diploma",
        "verdict": "listed",
        "line": "x",
        "question": None,
    }


@pytest.mark.parametrize(
    ("item", "where"),
    [
        (5, ""),
        ({}, "custom"),
        (a_custom(kind="poem"), "custom.kind"),
        (a_custom(text=None), "custom.text"),
        (a_custom(buttons=[{"title": "x"}]), "custom.buttons.0.payload"),
        (a_custom(card={"type": "booking"}), "custom.card.booking.reference"),
        (a_custom(card={"type": "slots", "days": [{}]}), "custom.card.slots.days.0.date"),
    ],
)
def test_a_malformed_item_is_named_by_where_it_is_wrong(item: Any, where: str) -> None:
    with pytest.raises(ItemMalformed) as refused:
        as_reply(item)

    assert refused.value.where == where


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "ftp://x"])
def test_a_booking_card_links_to_the_web_only(address: str) -> None:
    card = {
        "type": "booking",
        "reference": "ABCD2345",
        "status": "confirmed",
        "start": "2026-07-01T09:40:00+02:00",
        "end": "2026-07-01T10:00:00+02:00",
        "ics_url": "/i/x.ics",
        "manage_url": address,
    }

    with pytest.raises(ItemMalformed):
        as_reply(a_custom(card=card))
