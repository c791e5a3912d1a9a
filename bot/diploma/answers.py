"""Reads an answer to a question of the check, in free words: yes, no, no idea, or another diploma."""

from dataclasses import dataclass, field, replace

from bot.diploma import clauses
from bot.diploma.catalogue import LEVEL_ONLY, UNKNOWN, Catalogue
from bot.diploma.claim import Claim
from bot.diploma.claims import read_claims
from bot.diploma.joining import FLIPPED
from bot.diploma.phrases import Item
from bot.diploma.rules import CONFIRM, answer, unsure
from bot.diploma.settling import settle
from bot.diploma.sources import AskedQuestion

_FEW = 3
_PAPER = "attest"
_STANCES = ("affirm", "deny", "unsure")
_BORROWED = ("niveau", "herkomst", "status")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an answer says: facts about the diploma in question, or other diplomas instead of it."""

    facts: dict[str, str] = field(default_factory=dict)
    instead: tuple[Claim, ...] = ()
    guessed: bool = False
    also: str = ""

    def answers(self, question_id: str, question: AskedQuestion) -> bool:
        """Say whether this settles the question; it may only mend another fact ("nee, een graduaat")."""
        return not _asked_facts(question_id, question).isdisjoint(self.facts)


def read_answer(catalogue: Catalogue, claim: Claim, question_id: str, said: str) -> Reading | None:
    """Return what `said` answers to the question about `claim`, or None when it is no answer to it."""
    question = catalogue.questions[question_id]
    exact = _chosen(catalogue, question, said)
    if exact is not None:
        return Reading(facts=answer(question_id, question, exact))
    items = settle(catalogue.book.scan(said), catalogue.words)
    if _asks_back(said, items):
        return None
    stance = _stance(items)
    if stance == "unsure":
        return Reading(facts=unsure(question_id, question))
    return (
        _by_words(catalogue, question_id, said, stance)
        or _by_name_asked(catalogue, question_id, said, stance)
        or _by_programme(catalogue, claim, question_id, said)
        or _by_denied_name(catalogue, items, claim, question_id)
        or _by_level(items, claim, question_id, question)
        or _by_fact(catalogue, items, question_id, question)
        or _by_stance(items, question_id, question, stance)
    )


def _chosen(catalogue: Catalogue, question: AskedQuestion, said: str) -> str | None:
    plain = catalogue.book.keep(said)
    for choice in question.choices:
        if plain and plain in {
            catalogue.book.keep(text) for text in (choice.value, choice.title, *choice.says)
        }:
            return choice.value
    return None


def _asks_back(said: str, items: list[Item]) -> bool:
    meant = [item for item in items if not item.break_]
    if not meant or _opens_plainly(meant[0]):
        return False
    return meant[0].has("question_starts") or ("?" in said and len(meant) > _FEW)


def _opens_plainly(item: Item) -> bool:
    """ "ja" and "nee" open an answer; "heb ik ..." may as well open a question."""
    return item.has("unsure") or (item.has("affirm", "deny") and " " not in item.text)


def _stance(items: list[Item]) -> str | None:
    said = {tag for item in items for tag in _STANCES if item.has(tag)}
    if "unsure" in said:
        return "unsure"
    if any(item.has("negation") for item in items):
        said.add("deny")
    return said.pop() if len(said) == 1 else None


def _by_words(catalogue: Catalogue, question_id: str, said: str, stance: str | None) -> Reading | None:
    """A choice in other words with small words around it: "het is alleen het niveau"."""
    question = catalogue.questions[question_id]
    core = _core(catalogue, said)
    denied = any(item.has("negation") for item in catalogue.book.scan(said))
    for choice in question.choices:
        clash = stance is not None and choice.like is not None and stance != choice.like
        clash = clash or (denied and choice.like is None)
        if core and not clash and core in {_core(catalogue, text) for text in (choice.title, *choice.says)}:
            return Reading(facts=answer(question_id, question, choice.value))
    return None


def _by_name_asked(catalogue: Catalogue, question_id: str, said: str, stance: str | None) -> Reading | None:
    """A yes that repeats the name in the question: "ja, die titel staat op mijn attest"."""
    question = catalogue.questions[question_id]
    if question_id == CONFIRM or stance != "affirm":
        return None
    claims = read_claims(catalogue, said)
    asked = _programmes_in(catalogue, question.text)
    if not claims or any(c.programme not in asked or c.facts.get("niveau", _PAPER) != _PAPER for c in claims):
        return None
    return _by_stance([], question_id, question, stance)


def _core(catalogue: Catalogue, said: str) -> str:
    small = ("filler", "harmless", "links", *_STANCES)
    kept = [item.text for item in catalogue.book.scan(said) if not item.break_ and not item.has(*small)]
    return catalogue.book.keep(" ".join(kept))


def _by_programme(catalogue: Catalogue, claim: Claim, question_id: str, said: str) -> Reading | None:
    question = catalogue.questions[question_id]
    named = [c for c in read_claims(catalogue, said) if c.programme in catalogue.programmes]
    if claim.programme in (LEVEL_ONLY, UNKNOWN):
        return Reading(instead=tuple(_filled(claim, c, doubt=False) for c in named)) if named else None
    absorbs = catalogue.programmes[claim.programme].absorbs
    for other in named:
        effects = absorbs.get(other.programme)
        if effects and not (
            _denied(catalogue, said) and _asked_facts(question_id, question) & effects.keys()
        ):
            level = {name: value for name, value in other.facts.items() if name == "niveau"}
            also = catalogue.programmes[other.programme].name
            return Reading(facts={**effects, **level}, guessed=bool(other.doubt), also=also)
    about = _about(catalogue, question) | {claim.programme, *absorbs}
    news = [c for c in named if c.programme not in about]
    return (
        Reading(
            instead=tuple(_filled(claim, c, doubt=c.programme not in catalogue.near_misses) for c in news)
        )
        if news
        else None
    )


def _by_denied_name(
    catalogue: Catalogue, items: list[Item], claim: Claim, question_id: str
) -> Reading | None:
    """ "geen orthopedagogiek": the orientation that was asked about, denied by name."""
    if claim.programme not in catalogue.programmes:
        return None
    asked = _asked_facts(question_id, catalogue.questions[question_id])
    absorbs = catalogue.programmes[claim.programme].absorbs
    for part in clauses.split(items):
        for item in part.programmes():
            effects = absorbs.get(item.phrase.programme or "", {})
            if asked & effects.keys() and part.negates(item.start):
                return Reading(
                    facts={name: FLIPPED[value] for name, value in effects.items() if value in FLIPPED}
                )
    return None


def _asked_facts(question_id: str, question: AskedQuestion) -> set[str]:
    return {name for choice in question.choices for name in choice.sets or {question_id: ""}}


def _denied(catalogue: Catalogue, said: str) -> bool:
    return _stance(catalogue.book.scan(said)) not in (None, "affirm")


def _about(catalogue: Catalogue, question: AskedQuestion) -> set[str]:
    """The fields of study that the question itself names."""
    return _programmes_in(
        catalogue, ". ".join([question.text, *(choice.title for choice in question.choices)])
    )


def _programmes_in(catalogue: Catalogue, text: str) -> set[str]:
    return {item.phrase.programme for item in catalogue.book.scan(text) if item.phrase.programme}


def _filled(old: Claim, new: Claim, *, doubt: bool) -> Claim:
    """The new diploma with what was known of the old one: its level and where it comes from."""
    borrowed = {name: old.facts[name] for name in _BORROWED if name in old.facts}
    lends = "niveau" in borrowed and "niveau" not in new.facts
    sure = not (doubt and lends)
    return replace(new, facts={**borrowed, **new.facts}, doubt=new.doubt or ("" if sure else "first"))


def _by_level(items: list[Item], claim: Claim, question_id: str, question: AskedQuestion) -> Reading | None:
    levels = [level for part in clauses.split(items) for level in part.levels(0, None)]
    values = list(dict.fromkeys(level.value("niveau") or "" for level in levels))
    if len(values) > 1:
        fresh = [Claim(programme=claim.programme, facts={**claim.facts, "niveau": value}) for value in values]
        return Reading(instead=tuple(fresh))
    if not values or (values[0] == claim.facts.get("niveau") and question_id != "niveau"):
        return None
    for choice in question.choices:
        if values[0] in (choice.sets.get("niveau"), choice.value):
            return Reading(facts=answer(question_id, question, choice.value), guessed=levels[0].guess)
    confirmed = {CONFIRM: "ja"} if question_id == CONFIRM else {}
    return Reading(facts={"niveau": values[0], **confirmed}, guessed=levels[0].guess)


def _by_fact(
    catalogue: Catalogue, items: list[Item], question_id: str, question: AskedQuestion
) -> Reading | None:
    asked = _asked_facts(question_id, question)
    for part in clauses.split(items):
        for name, value, guess in part.facts(catalogue.words.years):
            if (name in asked or name == "jaar") and not (
                name == "status" and value in ("twijfel", "verder")
            ):
                return Reading(facts={name: value}, guessed=guess)
    tagged = any(item.has(*_STANCES) for item in items)
    for item in items:
        if item.value("status") == "bezig" and (not tagged or question_id == CONFIRM):
            return Reading(facts={"status": "bezig"}, guessed=item.guess)
        origin = item.value("herkomst")
        if origin and not tagged:
            return Reading(facts={"herkomst": origin})
    return None


def _by_stance(
    items: list[Item], question_id: str, question: AskedQuestion, stance: str | None
) -> Reading | None:
    strange = [item for item in items if item.unknown]
    beside = [item for item in items if not (item.break_ or item.has("filler", "links", *_STANCES))]
    if stance is None or len(strange) > _FEW or (beside and not _opens_plainly(items[0])):
        return None
    for choice in question.choices:
        if choice.like == stance:
            return Reading(facts=answer(question_id, question, choice.value))
    return None
