"""How letters leave: as files in a folder, or through an SMTP server."""

import os
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from bot.invitations.letters import Letter

TIMEOUT_SECONDS = 20.0
_PERMANENT = range(500, 600)


class MailUnavailable(Exception):
    """The letter did not leave now, perhaps later; `code` is the server's word for it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class MailRefused(Exception):
    """The letter will not leave however often it is tried; `code` is the server's word for it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Mailer(Protocol):
    """Sends one letter. Raises MailUnavailable, MailRefused."""

    def send(self, letter: Letter) -> None: ...


class FileMailer:
    """Writes each letter to a folder; the same letter twice is the same file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, letter: Letter) -> None:
        """Write `<time>-<reference>-<kind>.eml`, entirely or not at all. Raises MailUnavailable."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self._folder, prefix=".", delete=False) as file:
                file.write(letter.message.as_bytes())
                file.flush()
                os.fsync(file.fileno())
            Path(file.name).replace(self._folder / f"{letter.name}.eml")
        except OSError as error:
            raise MailUnavailable(f"file {error.errno}") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpServer:
    """Where mail is handed in. `security`: "none", "starttls" or "tls"."""

    host: str
    port: int
    security: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)


def smtp_server(url: str) -> SmtpServer:
    """Read `smtp://host[:25]`, `smtp://host[:587]?starttls` or `smtps://user:password@host[:465]`.

    Raises ValueError.
    """
    parts = urlsplit(url)
    wants_starttls = "starttls" in parse_qs(parts.query, keep_blank_values=True)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("a mail server is written smtp://host or smtps://host")
    if parts.scheme == "smtps":
        security, port = "tls", 465
    else:
        security, port = ("starttls", 587) if wants_starttls else ("none", 25)
    if parts.username and security == "none":
        raise ValueError("a password over an open line: use smtps:// or smtp://...?starttls")
    return SmtpServer(
        host=parts.hostname,
        port=parts.port or port,
        security=security,
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
    )


class SmtpMailer:
    """Hands letters to a mail server, one connection each."""

    def __init__(
        self,
        server: SmtpServer,
        *,
        timeout: float = TIMEOUT_SECONDS,
        tls: Callable[[], ssl.SSLContext] = ssl.create_default_context,
    ) -> None:
        self._server = server
        self._timeout = timeout
        self._tls = tls

    def send(self, letter: Letter) -> None:
        """Send the letter. Raises MailUnavailable, MailRefused."""
        try:
            with self._connect() as connection:
                if self._server.security == "starttls":
                    connection.starttls(context=self._tls())
                if self._server.user is not None:
                    connection.login(self._server.user, self._server.password or "")
                connection.send_message(letter.message)
        except smtplib.SMTPRecipientsRefused as error:
            raise _refusal(next(iter(error.recipients.values()))[0]) from error
        except smtplib.SMTPDataError as error:
            raise _refusal(error.smtp_code) from error
        except smtplib.SMTPResponseException as error:
            # About the connection, the password or the sender, not about this letter: once the settings are
            # right it can go.
            raise MailUnavailable(f"smtp {error.smtp_code}") from error
        except (smtplib.SMTPException, OSError) as error:
            raise MailUnavailable(type(error).__name__) from error

    def _connect(self) -> smtplib.SMTP:
        host, port = self._server.host, self._server.port
        if self._server.security == "tls":
            return smtplib.SMTP_SSL(host, port, timeout=self._timeout, context=self._tls())
        return smtplib.SMTP(host, port, timeout=self._timeout)


def _refusal(code: int) -> MailUnavailable | MailRefused:
    return MailRefused(f"smtp {code}") if code in _PERMANENT else MailUnavailable(f"smtp {code}")
