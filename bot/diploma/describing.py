"""Puts a verdict into Dutch for the candidate: what the list says, that HR checks, whom to ask."""

from bot.diploma.values import Contact, Verdict
from bot.wording.texts import say

_OWN_TEXT = ("unfinished", "not_confirmed", "no_diploma_named")


def describe(verdict: Verdict, contact: Contact) -> str:
    """Return the text to send with a verdict; it speaks of the diploma, never of the person."""
    key = verdict.rule if verdict.rule in _OWN_TEXT else verdict.outcome
    return say(
        f"diploma.{key}",
        diploma=verdict.diploma,
        line=verdict.line,
        why=verdict.why,
        name=contact.name,
        email=contact.email,
        phone=contact.phone,
    )
