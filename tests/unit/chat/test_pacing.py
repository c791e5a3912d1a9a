import asyncio

import pytest

from bot.chat.pacing import OneAtATime, PerMinute, TooFast, TooManyWaiting


def test_a_window_slides() -> None:
    seconds = [0.0]
    pace = PerMinute(2, seconds=lambda: seconds[0])
    pace.count("a")
    seconds[0] = 40.0
    pace.count("a")

    with pytest.raises(TooFast) as refused:
        pace.count("a")
    seconds[0] = 60.0
    pace.count("a")

    assert refused.value.retry_after == 20


def test_one_key_does_not_slow_another() -> None:
    pace = PerMinute(1, seconds=lambda: 0.0)

    pace.count("a")
    pace.count("b")


def test_no_limit_lets_all_through() -> None:
    pace = PerMinute(None, seconds=lambda: 0.0)

    for _ in range(1000):
        pace.count("a")


def test_quiet_keys_are_forgotten() -> None:
    seconds = [0.0]
    pace = PerMinute(1, seconds=lambda: seconds[0])
    for number in range(10_001):
        pace.count(str(number))
    seconds[0] = 61.0

    pace.count("late")

    assert len(pace._seen) == 1


def test_turns_of_one_conversation_come_one_by_one_and_in_order() -> None:
    turns, order = OneAtATime(waiting=5), []

    async def take(number: int) -> None:
        async with turns.turn("c"):
            order.append(f"in {number}")
            await asyncio.sleep(0)
            order.append(f"out {number}")

    async def all_at_once() -> None:
        await asyncio.gather(*(take(number) for number in range(3)))

    asyncio.run(all_at_once())
    assert order == ["in 0", "out 0", "in 1", "out 1", "in 2", "out 2"]


def test_only_a_few_may_wait_and_the_place_is_freed_afterwards() -> None:
    turns = OneAtATime(waiting=1)

    async def scene() -> None:
        async with turns.turn("c"):
            waiting = asyncio.create_task(_take(turns))
            await asyncio.sleep(0)
            with pytest.raises(TooManyWaiting):
                await _take(turns)
            await _take(turns, "another")
        await waiting
        await _take(turns)

    asyncio.run(scene())
    assert turns._places == {}


def test_a_turn_that_fails_lets_the_next_one_in() -> None:
    turns = OneAtATime(waiting=0)

    async def scene() -> None:
        with pytest.raises(RuntimeError):
            async with turns.turn("c"):
                raise RuntimeError
        await _take(turns)

    asyncio.run(scene())


async def _take(turns: OneAtATime, conversation: str = "c") -> None:
    async with turns.turn(conversation):
        pass
