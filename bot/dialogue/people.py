"""Finds a name and an e-mail address in what a candidate types; pure, and careful with both."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

import yaml
from email_validator import EmailNotValidError, validate_email

MAX_NAME = 80
_EMAIL = re.compile(r"[^\s,;<>()\"]*@[^\s,;<>()\"]*")
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]*)*\.?")
_SEPARATORS = re.compile(r"[,;\n|]| - |\b(?:en )?mijn e-?mail(?:adres)?(?: is)?\b|\be-?mail(?:adres)?\s*:?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Email:
    """An address that can exist; `meant` is a likelier one when its domain looks misspelt."""

    address: str
    meant: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAnEmail:
    """Something with an @ in it that cannot be an address."""

    typed: str


def hear_email(text: str) -> Email | NotAnEmail | None:
    """Return the e-mail address in `text`; None when nothing in it looks like one."""
    found = _EMAIL.search(text)
    if found is None:
        return None
    typed = found.group().strip(".'’!?:")
    try:
        valid = validate_email(typed, check_deliverability=False)
    except EmailNotValidError:
        return NotAnEmail(typed=typed)
    return Email(address=valid.normalized, meant=_likelier(valid.local_part, valid.domain))


def hear_name(text: str, *, asked: bool) -> str | None:
    """Return the candidate's name in `text`, as typed.

    `asked` says that the bot has just asked for it: then the whole text may be the name. Otherwise only
    "ik ben ..." or a part of its own, beside an address that bears it out, counts.
    """
    email = _EMAIL.search(text)
    parts = [part.strip(" .:-") for part in _SEPARATORS.split(_EMAIL.sub(",", text))]
    openings = _words()["introductions"] + (_words()["introductions_if_asked"] if asked else [])
    for part in parts:
        introduced = _introduced(part, openings)
        if introduced and _is_name(introduced):
            return introduced
    for part in parts:
        if _is_name(part) and (asked or (email and _borne_out(part, email.group()))):
            return part
    return None


def _likelier(local: str, domain: str) -> str | None:
    known = _words()["mail_domains"]
    if domain.lower() in known:
        return None
    close = get_close_matches(domain.lower(), known, n=1, cutoff=0.82)
    return f"{local}@{close[0]}" if close else None


def _introduced(part: str, openings: list[str]) -> str | None:
    for opening in openings:
        found = re.search(rf"\b{opening}\s*:?\s+(.+)", part, re.IGNORECASE)
        if found:
            return found.group(1).strip(" .,!")
    return None


def _is_name(part: str) -> bool:
    words = part.split()
    return (
        1 <= len(words) <= 6
        and len(part) <= MAX_NAME
        and sum(letter.isalpha() for letter in part) >= 2
        and all(_NAME_WORD.fullmatch(word) for word in words)
        and not any(word.lower() in _words()["never_in_a_name"] for word in words)
    )


def _borne_out(name: str, email: str) -> bool:
    local = email.partition("@")[0].lower()
    words = name.split()
    capitals = len(words) >= 2 and words[0][0].isupper() and words[-1][0].isupper()
    return capitals or any(len(word) >= 3 and word.lower() in local for word in words)


@cache
def _words() -> dict[str, list[str]]:
    text = files("bot.dialogue").joinpath("people.yml").read_text(encoding="utf-8")
    loaded: dict[str, list[str]] = yaml.safe_load(text)
    return loaded
