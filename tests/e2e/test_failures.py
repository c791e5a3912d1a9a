"""What breaks while people talk: they get a plain sentence and a way on, and nothing is lost or claimed."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.e2e.product import Conversation, Product, started, stop

NEVER_SAID = ("bevestigd", "geboekt", "None")


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with started(tmp_path_factory.mktemp("failing"), BOT_RATE_LIMITS="off") as running:
        yield running


def _kill(product: Product, part: str) -> None:
    for pid in product.pids(part):
        os.kill(pid, signal.SIGKILL)


def _until(condition: Callable[[], bool], seconds: float = 90.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.2)


def _is_ready(product: Product) -> bool:
    return _answers(f"{product.url}/health/ready")


def _answers(address: str) -> bool:
    try:
        return httpx.get(address, timeout=5).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def _words(chat: Conversation, text: str) -> str:
    return "\n".join(reply["text"] for reply in chat.say(text))


def test_a_chat_goes_on_where_it_was_after_the_engine_was_killed(product: Product) -> None:
    chat = product.conversation()
    chat.say("ik wil een gesprek boeken")
    chat.say("woensdag 1 juli om 10u")

    _kill(product, "engine.serve")
    while_down = _words(chat, "Els Maes")
    _until(lambda: _is_ready(product))
    afterwards = _words(chat, "Els Maes")

    assert "geduld" in while_down
    assert "056 27 85 03" in while_down
    assert "e-mailadres" in afterwards
    kept = [message["text"] for message in chat.get("/api/messages").json()["messages"]]
    assert kept.count("Els Maes") == 2


def test_nothing_is_said_to_be_booked_while_the_action_server_is_away(product: Product) -> None:
    chat = product.conversation()
    chat.say("boek mij in op 2 juli om 11u, Jan Peeters, jan.peeters@example.org")

    _kill(product, "-m actions")
    told = _words(chat, "ja") + _words(product.conversation(), "ik wil een afspraak maken")

    assert not [word for word in NEVER_SAID if word in told], told
    assert "technisch probleem" in told
    _until(lambda: _answers(f"{product.actions_url}/health"))
    assert "bevestigd" in _words(chat, "ja")


def test_a_killed_web_part_is_back_with_every_conversation(product: Product) -> None:
    chat = product.conversation()
    chat.say("hoeveel verdien ik")
    before = chat.get("/api/messages").json()

    _kill(product, "-m bot.web")
    _until(lambda: _is_ready(product))

    assert chat.get("/api/messages").json() == before


def test_a_second_start_on_the_same_port_ends_with_one_clear_line(product: Product, tmp_path: Path) -> None:
    port = product.url.rpartition(":")[2]

    with pytest.raises(AssertionError), started(tmp_path, BOT_PORT=port):
        pytest.fail("it started")

    told = (tmp_path / "up.log").read_text()
    assert told.splitlines() == [told.strip()]
    assert f"port {port} is in use" in told
    assert "BOT_PORT" in told


def test_ctrl_c_leaves_no_process_behind(product: Product) -> None:
    assert len(product.all_pids()) >= 5
    before = product.log.stat().st_size

    stop(product.process)

    assert product.all_pids() == []
    assert product.process.returncode == 0
    assert "Traceback" not in product.log.read_bytes()[before:].decode(errors="replace")
