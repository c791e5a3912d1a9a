"""Letters through a real mail server on loopback: plain, STARTTLS, TLS from the start, and its refusals."""

import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from bot.invitations.appointment import LetterKind
from bot.invitations.ics import scheduling_message
from bot.invitations.letters import Letter, compose
from bot.invitations.mailers import MailRefused, MailUnavailable, SmtpMailer, smtp_server
from tests.unit.invitations.factories import MANAGE_URL, an_appointment


class Mailbox:
    """A mail server's handler that keeps what comes in, or answers as told."""

    def __init__(self, *, to_recipient: str = "250 OK", to_data: str = "250 OK") -> None:
        self.received: list[Envelope] = []
        self._to_recipient = to_recipient
        self._to_data = to_data

    async def handle_RCPT(  # noqa: N802 (aiosmtpd's name)
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self._to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self._to_recipient

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self._to_data.startswith("250"):
            self.received.append(envelope)
        return self._to_data


@contextmanager
def _serving(handler: object, **options: object) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for localhost that is its own authority, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
    names = ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    subprocess.run(
        [*command.split(), *names, "-keyout", str(key), "-out", str(certificate)],
        check=True,
        capture_output=True,
    )
    return certificate, key


@pytest.fixture
def server_side(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


@pytest.fixture
def trusting(certificate: tuple[Path, Path]) -> Callable[[], ssl.SSLContext]:
    return lambda: ssl.create_default_context(cafile=str(certificate[0]))


@pytest.mark.parametrize("kind", list(LetterKind))
def test_a_letter_arrives_as_it_was_written(kind: LetterKind) -> None:
    mailbox = Mailbox()
    with _serving(mailbox) as port:
        _mailer(f"smtp://127.0.0.1:{port}").send(_letter(kind))
    (envelope,) = mailbox.received
    assert (envelope.mail_from, envelope.rcpt_tos) == ("selectie@kortrijk.example", ["zoe@example.org"])
    mail = message_from_bytes(envelope.content or b"", policy=policy.default)
    assert mail["To"].addresses[0].display_name == "Zoë D'Hondt"
    if kind is not LetterKind.REMINDER:
        arrived = list(mail.iter_attachments())[-1].get_payload(decode=True)
        assert arrived == scheduling_message(an_appointment(kind), join_url=None)


def test_starttls_is_used_when_asked_for(
    server_side: ssl.SSLContext, trusting: Callable[[], ssl.SSLContext]
) -> None:
    mailbox = Mailbox()
    with _serving(mailbox, tls_context=server_side, require_starttls=True) as port:
        _mailer(f"smtp://localhost:{port}?starttls", trusting).send(_letter())
    assert len(mailbox.received) == 1


def test_a_server_without_starttls_gets_no_letter_over_an_open_line() -> None:
    mailbox = Mailbox()
    with _serving(mailbox) as port, pytest.raises(MailUnavailable):
        _mailer(f"smtp://127.0.0.1:{port}?starttls").send(_letter())
    assert mailbox.received == []


def test_tls_from_the_start_with_a_password(
    server_side: ssl.SSLContext, trusting: Callable[[], ssl.SSLContext]
) -> None:
    mailbox, seen = Mailbox(), []

    def check(
        _server: object, _session: object, _envelope: object, _how: str, given: LoginPassword
    ) -> AuthResult:
        seen.append(given.login)
        return AuthResult(success=given.password == b"geheim", handled=False)

    options = {"authenticator": check, "auth_require_tls": False}  # it does not see that the line is TLS
    with _serving_tls(mailbox, server_side, **options) as port:
        _mailer(f"smtps://jan:geheim@localhost:{port}", trusting).send(_letter())
        with pytest.raises(MailUnavailable, match="535"):  # a wrong setting must not cost anyone a letter
            _mailer(f"smtps://jan:fout@localhost:{port}", trusting).send(_letter())
    assert len(mailbox.received) == 1
    assert set(seen) == {b"jan"}


def test_a_certificate_that_is_not_trusted_stops_the_letter(server_side: ssl.SSLContext) -> None:
    mailbox = Mailbox()
    with _serving_tls(mailbox, server_side) as port, pytest.raises(MailUnavailable):
        _mailer(f"smtps://localhost:{port}").send(_letter())
    assert mailbox.received == []


@pytest.mark.parametrize(
    ("answers", "error", "code"),
    [
        ({"to_recipient": "550 no such user"}, MailRefused, "smtp 550"),
        ({"to_recipient": "451 greylisted"}, MailUnavailable, "smtp 451"),
        ({"to_data": "554 rejected"}, MailRefused, "smtp 554"),
        ({"to_data": "452 disk full"}, MailUnavailable, "smtp 452"),
    ],
)
def test_a_servers_no_is_for_good_or_for_now(
    answers: dict[str, str], error: type[Exception], code: str
) -> None:
    with _serving(Mailbox(**answers)) as port, pytest.raises(error, match=code) as refusal:
        _mailer(f"smtp://127.0.0.1:{port}").send(_letter())
    assert "zoe" not in str(refusal.value)


def test_a_server_that_is_not_there_is_for_now() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound but not listening: nobody answers there
        with pytest.raises(MailUnavailable):
            _mailer(f"smtp://127.0.0.1:{taken.getsockname()[1]}").send(_letter())


def test_a_server_that_says_nothing_is_for_now() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(MailUnavailable):
            _mailer(f"smtp://127.0.0.1:{silent.getsockname()[1]}", timeout=0.2).send(_letter())


@contextmanager
def _serving_tls(handler: object, context: ssl.SSLContext, **options: object) -> Iterator[int]:
    with _serving(handler, ssl_context=context, **options) as port:
        yield port


def _mailer(
    url: str,
    tls: Callable[[], ssl.SSLContext] = ssl.create_default_context,
    *,
    timeout: float = 5,
) -> SmtpMailer:
    return SmtpMailer(smtp_server(url), timeout=timeout, tls=tls)


def _letter(kind: LetterKind = LetterKind.CONFIRMATION) -> Letter:
    return compose(an_appointment(kind), manage_url=MANAGE_URL, join_url=None, with_invitation=True)
