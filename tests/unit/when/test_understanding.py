import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from bot.vacancy.reading import read_yaml
from bot.when import understanding
from bot.when.understanding import When, understand
from bot.wording.dutch import long_date, moment

BRUSSELS = ZoneInfo("Europe/Brussels")
MONDAY = datetime(2026, 6, 22, 10, 0, tzinfo=BRUSSELS)
MONTHS = [format_date(date(2026, month, 1), "MMMM", locale="nl_BE") for month in range(1, 13)]
SHORT = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sept", "okt", "nov", "dec"]
HOURS = ["een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"]

soon = st.integers(1, 182).map(lambda ahead: MONDAY.date() + timedelta(days=ahead))
far = st.integers(1, 1500).map(lambda ahead: MONDAY.date() + timedelta(days=ahead))
office_times = st.builds(time, st.integers(9, 17), st.integers(0, 59))


def meaning(text: str, now: datetime = MONDAY) -> When:
    return understand(text, now)


@given(day=soon)
@pytest.mark.parametrize(
    "written",
    [
        lambda day: f"{day.day} {MONTHS[day.month - 1]}",
        lambda day: f"op {day.day} {SHORT[day.month - 1]}",
        lambda day: f"{long_date(day).rsplit(' ', 1)[0]}",
        lambda day: f"{day.day}/{day.month}",
        lambda day: f"{day.day:02}/{day.month:02}",
        lambda day: f"{day.day}.{day.month}.",
        lambda day: f"op {day.day}-{day.month}",
        lambda day: f"de {day.day}e {MONTHS[day.month - 1]}",
        lambda day: f"den {day.day}sten {MONTHS[day.month - 1]}",
        lambda day: f"{long_date(day).split()[0]} de {day.day}de van {MONTHS[day.month - 1]}",
    ],
)
def test_date_without_year_reads_back(written: Callable[[date], str], day: date) -> None:
    when = meaning(written(day))

    assert (when.dates, when.ask) == ((day,), False)


@given(day=far)
@pytest.mark.parametrize(
    "written",
    [
        long_date,
        lambda day: day.isoformat(),
        lambda day: f"{day.day}/{day.month}/{day.year}",
        lambda day: f"{day:%d-%m-%Y}",
        lambda day: f"{day:%d.%m.%Y}",
        lambda day: f"{day:%d/%m/%y}",
        lambda day: f"{day.day} {SHORT[day.month - 1]} {day.year}",
    ],
)
def test_date_with_year_reads_back(written: Callable[[date], str], day: date) -> None:
    when = meaning(written(day))

    assert (when.dates, when.ask) == ((day,), False)


@given(at=office_times)
@pytest.mark.parametrize(
    "written",
    [
        lambda at: f"om {at:%H:%M}",
        lambda at: f"{at.hour}u{at.minute:02}",
        lambda at: f"{at.hour}h{at.minute:02}",
        lambda at: f"om {at.hour}.{at.minute:02} uur",
        lambda at: f"{at.hour} uur {at.minute:02}",
        lambda at: f"dinsdag om {at.hour}:{at.minute:02}",
        lambda at: f"{(at.hour - 1) % 12 + 1}u{at.minute:02}",
    ],
)
def test_time_in_office_hours_reads_back(written: Callable[[time], str], at: time) -> None:
    when = meaning(written(at))

    assert (when.start, when.end, when.exact, when.ask) == (at, at, True, False)


@given(hour=st.integers(9, 17))
@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("half {next}", 30),
        ("half{next}", 30),
        ("kwart over {hour}", 15),
        ("kwart na {hour}", 15),
        ("kwart voor {next}", 45),
        ("tien voor half {next}", 20),
        ("vijf over half {next}", 35),
        ("tien voor {next} uur", 50),
        ("{hour} uur", 0),
    ],
)
def test_spoken_time_in_office_hours_reads_back(said: str, minutes: int, hour: int) -> None:
    words = said.format(hour=HOURS[(hour - 1) % 12], next=HOURS[hour % 12])

    assert meaning(f"om {words}").start == time(hour, minutes)


@given(day=far, at=office_times)
def test_the_bot_understands_how_it_writes_a_moment_itself(day: date, at: time) -> None:
    when = meaning(moment(datetime.combine(day, at, tzinfo=BRUSSELS)))

    assert (when.dates, when.start, when.end, when.ask) == ((day,), at, at, False)


@given(first=soon, days=st.integers(1, 20))
def test_range_lists_every_day_from_the_first_to_the_last(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    when = meaning(f"van {long_date(first)} tot {long_date(last)}")

    assert when.dates == tuple(first + timedelta(days=ahead) for ahead in range(days + 1))


@given(weekday=st.integers(0, 6), ahead=st.integers(0, 400))
def test_bare_weekday_is_the_next_one_and_its_own_day_is_asked(weekday: int, ahead: int) -> None:
    now = MONDAY + timedelta(days=ahead)
    name = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"][weekday]
    when = understand(name, now)

    if now.astimezone(BRUSSELS).weekday() == weekday:
        assert when.ask
        assert len(when.options) == 2
    else:
        assert when.dates is not None
        assert 0 < (when.dates[0] - now.date()).days < 7
        assert when.dates[0].weekday() == weekday


@given(text=st.text(max_size=200), now=st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)))  # noqa: DTZ001
def test_any_text_gets_a_sound_answer(text: str, now: datetime) -> None:
    assert_sound(understand(text, now.replace(tzinfo=UTC)))


PIECES = """
    maandag dinsdag di wo vrij zo volgende komende deze week weken maand weekend om op na voor tot
    vanaf van tussen en of niet behalve geen maar begin eind half kwart over binnen 1 2 10 31 juni
    juli jan 3e eerste den de morgen overmorgen vandaag 's middags voormiddag namiddag avond vroeg
    laat uur u 9u30 1/7 31/6 9.30 9-11 1-3 , . - ? een acht dagen rond uiterlijk naar ipv laatste
    2026 30 februari
"""


@given(words=st.lists(st.sampled_from(PIECES.split()), min_size=1, max_size=10), ahead=st.integers(0, 800))
def test_any_mixture_of_date_words_gets_a_sound_answer(words: list[str], ahead: int) -> None:
    assert_sound(understand(" ".join(words), MONDAY + timedelta(days=ahead)))


def assert_sound(when: When) -> None:
    assert when.ask == (when.question is not None) == (when.doubt is not None)
    assert when.dates is None or (when.dates and list(when.dates) == sorted(set(when.dates)))
    assert set(when.as_dict()) == {"dates", "start", "end", "ask", "question"}
    if not when.ask:
        assert when.start is None or when.end is None or when.start <= when.end
        assert when.unconstrained or when.dates or when.start or when.end


def test_day_is_the_day_in_brussels() -> None:
    just_after_midnight = datetime(2026, 6, 22, 22, 30, tzinfo=UTC)

    assert understand("morgen", just_after_midnight).dates == (date(2026, 6, 24),)


def test_approximate_hour_is_not_exact() -> None:
    about = meaning("dinsdag rond 10u")

    assert (about.start, about.exact) == (time(10, 0), False)


def test_early_and_late_are_kept_as_a_preference() -> None:
    assert meaning("vroeg in de namiddag").prefer == "early"
    assert meaning("late namiddag").prefer == "late"
    assert meaning("zo snel mogelijk").prefer == "early"


def test_open_range_of_days_says_where_it_starts() -> None:
    assert meaning("vanaf 1 juli").earliest == date(2026, 7, 1)


def test_doubtful_day_offers_the_days_it_may_be() -> None:
    assert meaning("volgende dinsdag").options == (date(2026, 6, 23), date(2026, 6, 30))


def test_wrong_weekday_is_named_in_the_question() -> None:
    assert meaning("dinsdag 1 juli").question == "Woensdag 1 juli 2026 is geen dinsdag. Welke dag bedoel je?"


def test_text_without_a_date_is_told_apart_from_an_unclear_one() -> None:
    assert not meaning("hoe lang duurt het gesprek?").found
    assert meaning("dinsdagmiddag").found


def test_what_is_clear_is_kept_when_the_rest_is_asked() -> None:
    when = meaning("dinsdagmiddag")

    assert (when.dates, when.ask) == ((date(2026, 6, 23),), True)


def test_every_question_has_its_sentence_and_every_sentence_its_question() -> None:
    room = Path(understanding.__file__).parent
    code = "".join(file.read_text(encoding="utf-8") for file in sorted(room.glob("*.py")))
    asked = set(re.findall(r'(?:doubt|_Unclear)\(\s*"(\w+)"', code)) | {"noon", "night", "conflicting_times"}
    asked |= {"which_half_of_the_day", "impossible_time", "past", "impossible_date"}

    assert asked == set(read_yaml(room.parent / "wording" / "nl" / "when.yml"))
