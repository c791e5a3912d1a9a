"""The mails, as candidates and their mail programs see them. GOLDEN=write writes the texts anew."""

import os
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.booking.bookings import Candidate
from bot.invitations.appointment import LetterKind
from bot.invitations.ics import scheduling_message
from bot.invitations.letters import compose
from tests.unit.invitations.factories import MANAGE_URL, an_appointment

GOLDEN = Path(__file__).parent / "golden"
JOIN_URL = "https://meet.example/abc?x=1&y=2"


def _mail(
    kind: LetterKind = LetterKind.CONFIRMATION, *, join_url: str | None = None, **changes: object
) -> EmailMessage:
    letter = compose(
        an_appointment(kind, **changes), manage_url=MANAGE_URL, join_url=join_url, with_invitation=True
    )
    parsed = message_from_bytes(letter.message.as_bytes(), policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


@pytest.mark.parametrize("kind", list(LetterKind))
def test_the_text_is_the_golden_one(kind: LetterKind) -> None:
    mail = _mail(kind, join_url=JOIN_URL if kind is LetterKind.REMINDER else None)
    body = mail.get_body(("plain",))
    assert body is not None
    text = f"{mail['Subject']}\n\n{body.get_content()}".replace("\r\n", "\n")
    golden = GOLDEN / f"{kind}.txt"
    if os.environ.get("GOLDEN") == "write":
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("kind", "method"),
    [
        (LetterKind.CONFIRMATION, "REQUEST"),
        (LetterKind.MOVED, "REQUEST"),
        (LetterKind.CANCELLED, "CANCEL"),
    ],
)
def test_outlook_finds_the_invitation_among_the_alternatives(kind: LetterKind, method: str) -> None:
    mail = _mail(kind)
    assert mail.get_content_type() == "multipart/mixed"
    alternatives, attachment = mail.iter_parts()
    assert [part.get_content_type() for part in alternatives.iter_parts()] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    calendar = list(alternatives.iter_parts())[2]
    assert calendar["Content-Type"].params == {"charset": "utf-8", "method": method}
    assert attachment.get_filename() == "invite.ics"
    expected = scheduling_message(an_appointment(kind), join_url=None)
    assert calendar.get_payload(decode=True) == attachment.get_payload(decode=True) == expected


def test_a_reminder_carries_no_invitation() -> None:
    assert _mail(LetterKind.REMINDER).get_content_type() == "multipart/alternative"


def test_where_the_calendar_invites_the_mail_does_not() -> None:
    letter = compose(an_appointment(), manage_url=MANAGE_URL, join_url=None, with_invitation=False)
    assert letter.message.get_content_type() == "multipart/alternative"
    assert "bijlage" not in letter.message.as_string()


def test_the_same_facts_give_the_same_mail() -> None:
    one, other = (
        compose(an_appointment(), manage_url=MANAGE_URL, join_url=JOIN_URL, with_invitation=True)
        for _ in range(2)
    )
    assert one.message.as_bytes() == other.message.as_bytes()
    assert one.name == other.name == "20260622T080000.000000Z-7KQ2M9XR-confirmation"


def test_letters_of_one_booking_have_their_own_message_ids() -> None:
    identities = {_mail(kind)["Message-ID"] for kind in LetterKind}
    assert len(identities) == len(LetterKind)


@pytest.mark.parametrize("kind", list(LetterKind))
def test_the_longest_subject_needs_no_fold(kind: LetterKind) -> None:
    """Python folds a long one to nothing on the first line, which some mail programs show with a space."""
    start = datetime(2026, 9, 24, 12, 40, tzinfo=UTC)  # donderdag 24 september
    letter = compose(
        an_appointment(kind, start=start), manage_url=MANAGE_URL, join_url=None, with_invitation=True
    )
    first_line = letter.message.as_bytes().splitlines()[0].decode()
    assert first_line.endswith("donderdag 24 september 2026 om 14.40 uur")


def test_the_sender_is_the_organizer() -> None:
    mail = _mail()
    assert mail["From"].addresses[0].addr_spec == "selectie@kortrijk.example"
    assert mail["From"].addresses[0].display_name == "Stad Kortrijk, selectie"
    assert mail["Auto-Submitted"] == "auto-generated"


def test_without_a_meeting_link_the_mail_says_that_it_follows() -> None:
    without, with_link = (_plain(_mail(join_url=url)) for url in (None, JOIN_URL))
    assert "De link volgt." in without
    assert JOIN_URL in with_link
    assert "volgt" not in with_link


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for key, value in attrs if key == "href"]


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", '"><img src=x onerror=1>', "{{ 7 * 7 }}", "{% raw %}", "&amp;"]
)
def test_a_name_is_shown_as_it_is_and_never_run(name: str) -> None:
    mail = _mail(candidate_name=name, join_url=JOIN_URL)
    html = mail.get_body(("html",))
    assert html is not None
    seen = _Tags()
    seen.feed(html.get_content())
    assert seen.tags == {"html", "head", "meta", "title", "body", "p", "br", "a"}
    assert seen.links == [JOIN_URL, MANAGE_URL, "mailto:vacatures@kortrijk.be"]
    assert f"Dag {name}" in _plain(mail)


@settings(max_examples=30, deadline=None)
@given(st.text(min_size=1, max_size=150))
def test_no_name_adds_a_header_or_a_recipient(typed: str) -> None:
    try:
        candidate = Candidate(name=typed, email="zoe@example.org")
    except ValueError:
        return
    mail = _mail(candidate_name=candidate.name, candidate_email=candidate.email)
    assert sorted(mail.keys()) == sorted(_mail().keys())
    assert [address.addr_spec for address in mail["To"].addresses] == ["zoe@example.org"]


def _plain(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    content: str = body.get_content()
    return content
