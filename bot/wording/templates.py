"""Sentences with facts in them: sandboxed templates that refuse an unknown fact."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.wording import dutch

_ENVIRONMENT = ImmutableSandboxedEnvironment(
    undefined=StrictUndefined,
    autoescape=False,  # plain text: every page escapes what it shows
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters.update(
    long_date=dutch.long_date,
    short_date=dutch.short_date,
    clock_time=dutch.clock_time,
    moment=dutch.moment,
    euro=dutch.euro,
    listed=dutch.listed,
)


class TemplateInvalid(Exception):
    """A template has a mistake in it or asks for a fact that is not there."""


def render(template: str, facts: Mapping[str, Any]) -> str:
    """Return `template` (Jinja syntax) filled with `facts`. Raises TemplateInvalid."""
    try:
        return _compiled(template).render(facts).strip()
    except TemplateError as error:
        raise TemplateInvalid(str(error)) from error


@lru_cache(maxsize=1024)
def _compiled(template: str) -> Template:
    # Compiling is most of the work; sentences of the program and of a vacancy are some hundreds.
    return _ENVIRONMENT.from_string(template)
