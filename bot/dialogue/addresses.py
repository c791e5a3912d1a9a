"""Finds an e-mail address in what a candidate types or spells out; pure, and careful with it."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from email_validator import EmailNotValidError, ValidatedEmail, validate_email

ADDRESS = re.compile(r"[^\s,;:<>()\"]*@[^\s,;<>()\"]*")
_COMMA_FOR_DOT = re.compile(r"(@[\w-]+),(?=[a-z]{2,3}\b)")
_ALIKE = 0.82


@dataclass(frozen=True, slots=True, kw_only=True)
class Email:
    """An address that can exist; `meant` is a likelier one when it looks misspelt."""

    address: str
    meant: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAnEmail:
    """Something with an @ in it that cannot be an address; `meant` is one that it may stand for."""

    typed: str
    meant: str | None = None


def hear_email(text: str) -> Email | NotAnEmail | None:
    """Return the e-mail address in `text`, also a spelt out one; None when nothing in it looks like one."""
    written = written_out(text)
    found = [match for match in ADDRESS.finditer(written) if len(match.group()) > 1]
    if not found:
        return None
    typed = _meant_one(written, found).strip(".'’!?:*_-\\/").removeprefix("mailto:")
    valid = _valid(typed)
    if valid is None:
        return NotAnEmail(typed=typed, meant=_repaired(typed))
    return Email(address=valid.normalized, meant=_likelier(valid))


def written_out(text: str) -> str:
    """Return `text` with a spelt out address ("jan punt maes at gmail punt com") written as one."""
    return _COMMA_FOR_DOT.sub(r"\1.", _spoken().sub(lambda found: _joined(found.group()), text))


def _meant_one(text: str, found: list[re.Match[str]]) -> str:
    unmeant = "|".join(re.escape(word) for word in _lists()["not_before"])
    kept = [
        match
        for match in found
        if not re.search(rf"\b(?:{unmeant})\s*[:(]?\s*$", text[: match.start()], re.IGNORECASE)
    ]
    return (kept or found)[-1].group()


def _valid(typed: str) -> ValidatedEmail | None:
    try:
        return validate_email(typed, check_deliverability=False)
    except EmailNotValidError:
        return None


def _repaired(typed: str) -> str | None:
    local, _, domain = re.sub(r"@+", "@", re.sub(r"\.{2,}", ".", typed)).rpartition("@")
    if "." not in domain:
        domain = _known_name(domain) or domain
    valid = _valid(f"{local.strip('.')}@{domain.strip('.')}")
    return None if valid is None else _likelier(valid) or valid.normalized


def _likelier(valid: ValidatedEmail) -> str | None:
    local, domain = _unaccented(valid.local_part), valid.domain.lower()
    name, _, ending = domain.rpartition(".")
    known = _lists()["mail_domains"]
    if domain in known:
        likely = domain
    elif (meant := _lists()["endings"].get(ending)) is not None:
        likely = _known_name(name) or f"{name}.{meant}"
    else:
        close = get_close_matches(domain, known, n=1, cutoff=_ALIKE)
        likely = _known_name(name) or (close[0] if close else domain)
    return None if (local, likely) == (valid.local_part, domain) else f"{local}@{likely}"


def _known_name(name: str) -> str | None:
    """Return the provider of this name: gmail.com for "gmail"."""
    found: Iterable[str] = _lists()["mail_domains"]
    return next((domain for domain in found if domain.rpartition(".")[0] == name.lower()), None)


def _unaccented(text: str) -> str:
    # Providers here give out no addresses with accents; a phone's keyboard adds them by itself.
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def _joined(spoken: str) -> str:
    text = re.sub(rf"\s*(?:{_ats()})\s*", "@", spoken, count=1, flags=re.IGNORECASE)
    for mark, words in _marks().items():
        text = re.sub(rf"\s+(?:{_or(words)})\s+", mark, text, flags=re.IGNORECASE)
    return re.sub(r"\s", "", text)


@cache
def _spoken() -> re.Pattern[str]:
    words = [word for found in _marks().values() for word in found]
    mark = rf"(?:\s+(?:{_or(words)})\s+|[.+_-])"
    dot = rf"(?:\s+(?:{_or(_marks()['.'])})\s+|\s?\.\s?)"
    local, domain = rf"[\w+]+(?:{mark}[\w+]+)*", rf"\w+(?:-\w+)*(?:{dot}\w+)+"
    return re.compile(rf"(?<!\S){local}\s*(?:{_ats()})\s*{domain}", re.IGNORECASE)


def _ats() -> str:
    return rf"@|\s(?:{_or(_lists()['at'])})\s"


def _or(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _marks() -> Mapping[str, list[str]]:
    marks: Mapping[str, list[str]] = _lists()["marks"]
    return marks


@cache
def _lists() -> dict[str, Any]:
    text = files("bot.dialogue").joinpath("addresses.yml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded
