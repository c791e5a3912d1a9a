"""A wrong setting stops the start, and is named as IT writes it."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import ShiftedClock, SystemClock
from bot.settings import SettingInvalid, clock_of, read_settings


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    import os

    for name in [name for name in os.environ if name.startswith("BOT_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(str(tmp_path))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_PORT", "web"),
        ("BOT_PORT", "70000"),
        ("BOT_CLOCK", "morgen"),
        ("BOT_CALENDAR", "papier"),
        ("BOT_SECRET", "kort"),
    ],
)
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingInvalid) as refused:
        read_settings()

    assert refused.value.name == name
    assert "\n" not in str(refused.value)


def test_an_empty_clock_is_the_real_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_CLOCK", "")

    assert isinstance(clock_of(read_settings()), SystemClock)


def test_the_clock_without_offset_is_a_time_in_brussels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_CLOCK", "2026-06-22T10:00")
    settings = read_settings()

    assert settings.clock is not None
    assert settings.clock.astimezone(UTC) == datetime(2026, 6, 22, 8, tzinfo=UTC)


def test_a_shifted_clock_runs_on_from_its_start() -> None:
    started = datetime(2026, 11, 1, tzinfo=UTC)
    clock = ShiftedClock(
        start=datetime(2026, 6, 22, 8, tzinfo=UTC),
        since=started,
        real=lambda: started + timedelta(minutes=11),
    )

    assert clock.now() == datetime(2026, 6, 22, 8, 11, tzinfo=UTC)
