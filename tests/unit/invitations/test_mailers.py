"""Letters as files, and how a mail server's address is written."""

from email import message_from_bytes, policy
from pathlib import Path

import pytest

from bot.invitations.appointment import LetterKind
from bot.invitations.letters import Letter, compose
from bot.invitations.mailers import FileMailer, MailUnavailable, SmtpServer, smtp_server
from tests.unit.invitations.factories import MANAGE_URL, an_appointment


def _letter(kind: LetterKind = LetterKind.CONFIRMATION) -> Letter:
    return compose(an_appointment(kind), manage_url=MANAGE_URL, join_url=None, with_invitation=True)


def test_a_letter_is_a_file_named_by_time_reference_and_kind(tmp_path: Path) -> None:
    FileMailer(tmp_path / "mail").send(_letter())
    (file,) = (tmp_path / "mail").iterdir()
    assert file.name == "20260622T080000.000000Z-7KQ2M9XR-confirmation.eml"
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert mail["To"] == "Zoë D'Hondt <zoe@example.org>"


def test_the_same_letter_twice_is_one_file(tmp_path: Path) -> None:
    mailer = FileMailer(tmp_path)
    mailer.send(_letter())
    mailer.send(_letter())
    mailer.send(_letter(LetterKind.MOVED))
    assert len(list(tmp_path.iterdir())) == 2


def test_a_folder_that_cannot_be_written_is_tried_again_later(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file where the folder should be")
    with pytest.raises(MailUnavailable):
        FileMailer(tmp_path / "mail").send(_letter())


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", SmtpServer(host="mail.example", port=25, security="none")),
        ("smtp://mail.example:2525", SmtpServer(host="mail.example", port=2525, security="none")),
        ("smtp://mail.example?starttls", SmtpServer(host="mail.example", port=587, security="starttls")),
        (
            "smtps://jan:a%40b@mail.example",
            SmtpServer(host="mail.example", port=465, security="tls", user="jan", password="a@b"),
        ),
    ],
)
def test_a_mail_servers_address_says_how_to_reach_it(url: str, server: SmtpServer) -> None:
    assert smtp_server(url) == server


@pytest.mark.parametrize(
    "url", ["mail.example", "http://mail.example", "smtp://", "smtp://jan:pw@mail.example"]
)
def test_an_address_that_is_wrong_or_unsafe_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"mail server|open line"):
        smtp_server(url)


def test_the_password_is_not_shown() -> None:
    assert "geheim" not in repr(smtp_server("smtps://jan:geheim@mail.example"))
