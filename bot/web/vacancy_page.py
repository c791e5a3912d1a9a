"""The demo vacancy page: what the vacancy file says in short, with the chat beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from bot.chat.greeting import chat_vacancy, greet
from bot.transcripts.messages import Reply
from bot.vacancy.vacancy import Vacancy
from bot.vacancy.values import Link
from bot.web.pages import Render

_SUMMARY = "vacancy_summary"
_SHOWN_TOPICS = (
    "job_purpose",
    "workplace",
    "contract_type",
    "salary_range",
    "benefits_overview",
    "required_diplomas",
    "procedure_overview",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what stands under it, plain text."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VacancyPage:
    """What the page shows; `apply_by` is the last day, in Brussels.

    `greeting` stands in the chat before there is a conversation: looking at the page begins none.
    """

    title: str
    employer: str
    summary: str
    sections: tuple[Section, ...]
    apply_by: date
    apply_page: Link
    greeting: Sequence[Reply]


def vacancy_page(vacancy: Vacancy) -> VacancyPage:
    """Return the page of `vacancy`, made of its own answers; a topic it does not have is left out."""
    answers = [vacancy.answer(topic) for topic in _SHOWN_TOPICS]
    summary = vacancy.answer(_SUMMARY)
    return VacancyPage(
        title=vacancy.title,
        employer=vacancy.facts.employer.name,
        summary=summary.text if summary else "",
        sections=tuple(Section(title=found.title, text=found.text) for found in answers if found),
        apply_by=vacancy.apply_by,
        apply_page=vacancy.facts.vacancy.apply_page,
        greeting=greet(chat_vacancy(vacancy)),
    )


def vacancy_routes(
    page: VacancyPage, render: Render, today: Callable[[], date], *, pinned: bool
) -> APIRouter:
    """Return the route of the page; `today` is the day in Brussels, `pinned`: a demonstration plays it."""
    routes = APIRouter()

    @routes.api_route("/", methods=["GET", "HEAD"])
    async def show() -> HTMLResponse:
        return render("vacancy.html", page=page, today=today(), pinned=pinned)

    return routes
