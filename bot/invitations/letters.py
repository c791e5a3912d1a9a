"""The mail of an interview: plain text, HTML and an invitation, in Dutch, from templates beside this file."""

import re
from dataclasses import dataclass
from datetime import UTC
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache
from importlib.resources import files
from itertools import groupby

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from bot.invitations.appointment import Appointment, LetterKind
from bot.invitations.ics import method_of, scheduling_message
from bot.wording.templates import render

FILE_NAME = "invite.ics"
_LINK = re.compile(r"(https://\S+|http://(?:localhost|127\.0\.0\.1)\S*|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)")
_HTML = ImmutableSandboxedEnvironment(
    undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail ready to go; `name` tells it apart from every other and is the same when it is made again."""

    message: EmailMessage
    name: str


def compose(
    appointment: Appointment, *, manage_url: str, join_url: str | None, with_invitation: bool
) -> Letter:
    """Return the letter for a candidate. Without invitation where the calendar itself sends one."""
    with_file = with_invitation and appointment.kind is not LetterKind.REMINDER
    facts = {"a": appointment, "manage_url": manage_url, "join_url": join_url, "with_file": with_file}
    subject, _, text = render(_template(f"{appointment.kind}.txt.jinja"), facts).partition("\n---\n")
    message = EmailMessage(policy=SMTP)
    _address(message, appointment, subject)
    message.set_content(text + "\n", cte="quoted-printable")
    message.add_alternative(_html(subject, text), subtype="html", cte="quoted-printable")
    if with_file:
        _attach(message, appointment, scheduling_message(appointment, join_url=join_url))
    _fix_boundaries(message, appointment)
    stamp = appointment.stamp.astimezone(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    return Letter(message=message, name=f"{stamp}-{appointment.reference}-{appointment.kind}")


def _address(message: EmailMessage, appointment: Appointment, subject: str) -> None:
    domain = appointment.sender_mailbox.rpartition("@")[2]
    stamp = f"{appointment.stamp.timestamp():.6f}"
    identity = f"{appointment.uid.partition('@')[0]}.{appointment.sequence}.{appointment.kind}.{stamp}"
    message["Subject"] = subject
    message["From"] = _person(appointment.sender_name, appointment.sender_mailbox)
    message["To"] = _person(appointment.candidate_name, appointment.candidate_email)
    message["Date"] = format_datetime(appointment.stamp)
    message["Message-ID"] = f"<{identity}@{domain}>"  # the same when sent twice: a mailbox can tell
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers, please
    message["Content-Language"] = "nl"


def _person(name: str, mailbox: str) -> Address:
    user, _, domain = mailbox.rpartition("@")
    return Address(display_name=name, username=user, domain=domain)


def _attach(message: EmailMessage, appointment: Appointment, calendar: bytes) -> None:
    # Outlook takes an invitation only from the alternatives; other programs look for the file.
    message.add_alternative(
        calendar.decode("utf-8"),
        subtype="calendar",
        params={"method": method_of(appointment.kind)},
        cte="base64",
    )
    message.add_attachment(calendar, maintype="application", subtype="ics", filename=FILE_NAME)


def _fix_boundaries(message: EmailMessage, appointment: Appointment) -> None:
    multiparts = [part for part in message.walk() if part.is_multipart()]
    for number, part in enumerate(multiparts):
        part.set_boundary(f"=={appointment.uid.partition('@')[0]}.{appointment.sequence}.{number}==")


def _html(subject: str, text: str) -> str:
    groups = groupby(text.split("\n"), key=bool)
    paragraphs = [[_linked(line) for line in group] for filled, group in groups if filled]
    return _layout().render(subject=subject, paragraphs=paragraphs)


def _linked(line: str) -> Markup:
    parts = _LINK.split(line)  # every second part is a link
    return Markup().join(_anchor(part) if number % 2 else escape(part) for number, part in enumerate(parts))


def _anchor(target: str) -> Markup:
    href = target if target.startswith("http") else f"mailto:{target}"
    return Markup('<a href="{}">{}</a>').format(href, target)


@cache
def _layout() -> Template:
    return _HTML.from_string(_template("letter.html.jinja"))


@cache
def _template(name: str) -> str:
    return files("bot.invitations").joinpath("templates", name).read_text(encoding="utf-8")
