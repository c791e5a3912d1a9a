"""What the bot says before anything else: that it is a bot, what happens to the words, what one can ask."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.replies import new_button
from bot.transcripts.messages import Reply
from bot.vacancy.vacancy import Vacancy
from bot.wording.texts import say

_DOING = ("check_diploma", "book_interview", "help")
_QUICK_REPLIES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """The person a candidate can turn to."""

    name: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A quick reply under the greeting; `payload` is what the engine is told (`/help{"choice":"pay"}`)."""

    title: str
    payload: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatVacancy:
    """What the chat itself says about a vacancy; everything else comes from the engine."""

    id: str
    title: str
    employer: str
    contact: Contact
    themes: tuple[Theme, ...] = ()


def chat_vacancy(vacancy: Vacancy) -> ChatVacancy:
    """Return what the chat says of `vacancy`: its first themes, and what the bot can do beside answering."""
    themes = [Theme(title=theme.title, payload=f'/help{{"choice":"{theme.id}"}}') for theme in vacancy.themes]
    doing = [Theme(title=say(f"web.quick.{intent}"), payload=f"/{intent}") for intent in _DOING]
    contact = vacancy.contact
    return ChatVacancy(
        id=vacancy.id,
        title=vacancy.title,
        employer=vacancy.facts.employer.name,
        contact=Contact(name=contact.name, email=contact.email, phone=contact.phone),
        themes=(*themes[: _QUICK_REPLIES - len(doing)], *doing),
    )


def greet(vacancy: ChatVacancy) -> Sequence[Reply]:
    """Return the first messages of a conversation; they need no engine."""
    facts = {"title": vacancy.title, "employer": vacancy.employer, "contact": vacancy.contact}
    buttons = tuple(new_button(theme.title, theme.payload) for theme in vacancy.themes)
    return (
        Reply(kind="notice", text=say("web.greeting", **facts)),
        Reply(kind="notice", text=say("web.privacy", **facts), buttons=buttons),
    )


def apologise(vacancy: ChatVacancy) -> Reply:
    """Return the notice for a technical problem, with whom to reach instead."""
    return Reply(kind="notice", text=say("web.technical_problem", contact=vacancy.contact))


def nothing_readable(vacancy: ChatVacancy) -> Reply:
    """Return the answer to a message without a word in it."""
    return Reply(kind="unknown", text=say("web.nothing_readable", contact=vacancy.contact))
