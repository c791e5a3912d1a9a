"""Every setting of the product, read from the environment and `.env`; nothing else reads either."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.clock import Clock, ShiftedClock, SystemClock

Port = Annotated[int, Field(ge=1, le=65_535)]


class SettingInvalid(Exception):
    """A setting is missing or wrong; carries its name as IT writes it."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


def _in_brussels(instant: datetime) -> datetime:
    return instant if instant.tzinfo else instant.replace(tzinfo=ZoneInfo("Europe/Brussels"))


Instant = Annotated[datetime, AfterValidator(_in_brussels)]


class Settings(BaseSettings):
    """The settings; each field is the environment variable `BOT_<NAME>`."""

    model_config = SettingsConfigDict(
        env_prefix="BOT_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    port: Port = 8000
    """Where candidates reach the web part, on the loopback interface; a reverse proxy stands before it."""
    public_url: str | None = None
    """The address in mails and calendar files; unset = http://localhost:<BOT_PORT>."""
    data_dir: Path = Path("var")
    """Database, mails, models and the engine's own files."""
    vacancies_dir: Path = Path("vacancies")
    """The folder that holds a folder for each vacancy."""
    vacancy: str = "maatschappelijk-werker-2026"
    """The vacancy that is served: the name of its folder."""
    clock: Instant | None = None
    """The instant at which the clock starts (ISO 8601, no offset = Brussels); unset = real time."""
    clock_since: Instant | None = None
    """Set by the supervisor: the real instant at which `clock` was true, the same for all processes."""
    database_url: str | None = None
    """SQLAlchemy address; unset = SQLite in the data folder."""
    engine_url: str = "http://127.0.0.1:5005"
    """The engine, on loopback."""
    actions_url: str = "http://127.0.0.1:5055"
    """The action server, on loopback."""
    calendar: Literal["local"] = "local"
    """Where interviews are written: `local` is the embedded calendar."""
    smtp_url: str | None = None
    """smtp://user:password@host:587 or smtps://...; unset = mails become files in the data folder."""
    secret: str | None = Field(default=None, min_length=32)
    """Signs the links in mails; unset = made once and kept in the data folder."""
    rate_limits: Literal["on", "off"] = "on"
    """`off` only for load tests on loopback."""

    @property
    def address(self) -> str:
        return (self.public_url or f"http://localhost:{self.port}").rstrip("/")

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'vacaturebot.db'}"

    @property
    def dialogues_file(self) -> Path:
        """Where the engine keeps the state of its dialogues."""
        return self.data_dir.resolve() / "engine" / "dialogues.db"

    @property
    def vacancy_dir(self) -> Path:
        return self.vacancies_dir / self.vacancy


def read_settings() -> Settings:
    """Return the settings of this process. Raises SettingInvalid for the first wrong one."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "BOT_" + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingInvalid(name, first["msg"]) from error


def clock_of(settings: Settings) -> Clock:
    """Return the clock that the settings ask for: real, or shifted to a demonstration's day."""
    if settings.clock is None:
        return SystemClock()
    return ShiftedClock(start=settings.clock, since=settings.clock_since or SystemClock().now())
