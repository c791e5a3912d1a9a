"""Settings in, one frozen App out: the one place that says which part is used where."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.booking.bookings import Booking
from bot.booking.links import ManageLinks
from bot.booking.lookup import get_booking
from bot.booking.outgoing import appointment_of
from bot.booking.rules import BookingRules, load_rules
from bot.calendars.local import LocalCalendar
from bot.calendars.port import Calendar
from bot.clock import Clock
from bot.dialogue.desk import Desk
from bot.diploma.catalogue import Catalogue, load_catalogue
from bot.invitations.ics import calendar_file
from bot.invitations.mailers import FileMailer, Mailer, SmtpMailer, smtp_server
from bot.outbox.work import deliver_now
from bot.settings import SettingInvalid, Settings, clock_of
from bot.store import Store
from bot.vacancy.vacancy import Vacancy, load_vacancy


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """Everything that the entry points (web, actions, worker, commands) work with."""

    settings: Settings
    clock: Clock
    store: Store
    vacancy: Vacancy
    catalogue: Catalogue
    rules: BookingRules
    calendar: Calendar
    mailer: Mailer
    links: ManageLinks

    @property
    def desk(self) -> Desk:
        """What the booking dialogue works with."""
        return Desk(
            store=self.store,
            calendar=self.calendar,
            rules=self.rules,
            links=self.links,
            contact=self.vacancy.contact,
            deliver=self.deliver,
        )

    def deliver(self, booking: Booking, now: datetime) -> tuple[Booking, bool]:
        """Have calendar and mail follow a change at once; the worker goes on with what is not done."""
        done = deliver_now(self.store, self.calendar, self.mailer, booking.id, links=self.links, now=now)
        return get_booking(self.store, booking.id), done.calendar

    def settle(self, booking: Booking) -> None:
        """Have calendar and mail follow a change at once."""
        self.deliver(booking, self.clock.now())

    def calendar_file(self, booking: Booking) -> bytes:
        """Return the calendar file (RFC 5545) of a booking as it stands now."""
        appointment = appointment_of(self.rules, booking, now=self.clock.now())
        return calendar_file(appointment, join_url=booking.join_url)


def wire(settings: Settings) -> App:
    """Build the app. Raises SettingInvalid, VacancyInvalid."""
    folder = settings.vacancy_dir
    if not folder.is_dir():
        raise SettingInvalid("BOT_VACANCY", f"there is no folder {folder}")
    store, vacancy = Store(settings.database), load_vacancy(folder)
    return App(
        settings=settings,
        clock=clock_of(settings),
        store=store,
        vacancy=vacancy,
        catalogue=load_catalogue(folder / "diplomas.yml"),
        rules=load_rules(folder / "booking.yml", title=vacancy.title, contact=vacancy.contact),
        calendar=LocalCalendar(store),
        mailer=_mailer(settings),
        links=ManageLinks(secret=_secret(settings), base_url=settings.address),
    )


def _mailer(settings: Settings) -> Mailer:
    if settings.smtp_url is None:
        return FileMailer(settings.data_dir / "mail")
    try:
        return SmtpMailer(smtp_server(settings.smtp_url))
    except ValueError as error:
        raise SettingInvalid("BOT_SMTP_URL", str(error)) from error


def _secret(settings: Settings) -> bytes:
    if settings.secret is not None:
        return settings.secret.encode()
    file = settings.data_dir / "secret"
    if not file.exists():
        _keep(file, secrets.token_hex(32))
    return file.read_text(encoding="ascii").strip().encode()


def _keep(file: Path, secret: str) -> None:
    # Several parts may start at once: the first to link its file in wins, whole.
    file.parent.mkdir(parents=True, exist_ok=True)
    mine = file.with_name(f".secret-{secrets.token_hex(4)}")
    mine.touch(mode=0o600)
    mine.write_text(secret, encoding="ascii")
    try:
        file.hardlink_to(mine)
    except FileExistsError:
        pass
    finally:
        mine.unlink()
