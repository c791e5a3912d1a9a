"""Server-made HTML: templates that escape everything, and the sentences they may use."""

from collections.abc import Callable
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.wording import dutch
from bot.wording.texts import say

Render = Callable[..., HTMLResponse]


def page_renderer(**always: Any) -> Render:
    """Return `render(template, status=200, **facts)`; the facts in `always` are there on every page."""
    environment = Environment(
        loader=PackageLoader("bot.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(always, say=_say)
    environment.filters.update(
        long_date=dutch.long_date, clock_time=dutch.clock_time, moment=dutch.moment, paragraphs=str.splitlines
    )

    def render(template: str, *, status: int = 200, **facts: Any) -> HTMLResponse:
        return HTMLResponse(environment.get_template(template).render(facts), status_code=status)

    return render


def _say(name: str, /, **facts: Any) -> str:
    return say(f"web.{name}", **facts)
