"""The kinds of value a fact can be: amounts, counts, days, addresses. Wrong ones are refused, not guessed."""

from decimal import Decimal
from typing import Annotated
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictInt


class Fact(BaseModel):
    """A group of facts: never changed after reading, and a key it does not know is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _filled(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty")
    return text.strip()


def _web_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme != "https" or "." not in parts.netloc or any(sign.isspace() for sign in text):
        raise ValueError("is not an https address")
    return text


def _email_address(text: str) -> str:
    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError as error:
        raise ValueError(f"is not an e-mail address: {error}") from error
    return text


def _usable_in_templates(entries: dict[str, object]) -> dict[str, object]:
    shadowed = sorted(key for key in entries if hasattr(dict, key))
    if shadowed:
        raise ValueError(f"'{shadowed[0]}' cannot be a key: a template would not find it")
    return entries


Text = Annotated[str, AfterValidator(_filled)]
Texts = Annotated[tuple[Text, ...], Field(min_length=1)]
Amount = Annotated[Decimal, Field(gt=0, decimal_places=2)]
Count = Annotated[StrictInt, Field(gt=0)]
Yes = StrictBool
WebAddress = Annotated[str, AfterValidator(_web_address)]
EmailAddress = Annotated[str, AfterValidator(_email_address)]
PhoneNumber = Annotated[str, Field(pattern=r"^(\+\d{1,3} ?|0)\d[\d ]{6,14}\d$")]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
UsableInTemplates = AfterValidator(_usable_in_templates)


class Link(Fact):
    """A page by its name; the address only where the info bundle gives it."""

    name: Text
    address: WebAddress | None = None
