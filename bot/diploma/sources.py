"""The shape of the two YAML files behind a check: a vacancy's diplomas.yml and our own words.yml."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

ABSENT = "geen_antwoord"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Line(_Strict):
    """A line of the published list, verbatim by name."""

    id: str
    line: str = Field(min_length=3)


class Rule(_Strict):
    """One row of a decision table: when the facts fit, quote a line, decide, ask, or go on elsewhere."""

    id: str
    when: dict[str, str | list[str]] = Field(default_factory=dict, alias="if")
    line: str | None = None
    outcome: Literal["condition", "not_listed", "unclear"] | None = None
    ask: str | None = None
    go_on_as: str | None = Field(default=None, alias="as")
    why: str = ""
    open: str | None = None

    @model_validator(mode="after")
    def _one_way_out(self) -> "Rule":
        ways = [self.outcome or self.line, self.ask, self.go_on_as]
        if sum(way is not None for way in ways) != 1:
            raise ValueError("a rule has exactly one of line or outcome, ask, as")
        if self.line and self.outcome in ("not_listed", "unclear"):
            raise ValueError("only a listed outcome or a condition quotes a line")
        if self.outcome == "condition" and not (self.line and self.open):
            raise ValueError("a condition needs the line it comes from and the open point")
        return self

    def fits(self, facts: dict[str, str]) -> bool:
        """Say whether every fact this row asks for is there; `geen_antwoord` stands for a fact not known."""
        return all(
            facts.get(name, ABSENT) in ([wanted] if isinstance(wanted, str) else wanted)
            for name, wanted in self.when.items()
        )


class Programme(_Strict):
    """A field of study, how people call it, and what the list says about it."""

    id: str
    name: str
    says: list[str] = Field(default_factory=list)
    perhaps: list[str] = Field(default_factory=list)
    person: list[str] = Field(default_factory=list)
    implies: dict[str, str] = Field(default_factory=dict)
    absorbs: dict[str, dict[str, str]] = Field(default_factory=dict)
    rules: list[Rule] = Field(min_length=1)


class NearMiss(_Strict):
    """A field of study that is not on the list; without a name it is read back as it was typed."""

    id: str
    name: str = ""
    says: list[str] = Field(min_length=1)
    person: list[str] = Field(default_factory=list)
    absorbs: dict[str, dict[str, str]] = Field(default_factory=dict)
    why: str = ""


class AnswerChoice(_Strict):
    """A button, the free words for it, and the facts it sets (by default: question id = value)."""

    value: str
    title: str
    like: Literal["affirm", "deny", "unsure"] | None = None
    says: list[str] = Field(default_factory=list)
    sets: dict[str, str] = Field(default_factory=dict)


class AskedQuestion(_Strict):
    """A question with its buttons."""

    text: str = Field(min_length=5)
    choices: list[AnswerChoice] = Field(min_length=2, max_length=4)


class GeneralRules(_Strict):
    """The rows that hold for every field, for an unknown name, for a bare level and for no diploma at all."""

    first: list[Rule] = Field(default_factory=list)
    unknown_name: list[Rule] = Field(default_factory=list)
    level_only: list[Rule] = Field(default_factory=list)
    no_diploma: list[Rule] = Field(default_factory=list)


class FactValue(_Strict):
    """One value of a fact and the words that say it."""

    name: str = ""
    says: list[str] = Field(min_length=1)


Facts = dict[str, dict[str, FactValue]]


class DiplomaFile(_Strict):
    """A vacancy's diplomas.yml; both lists empty where no diploma of a list is asked."""

    current: list[Line] = Field(default_factory=list)
    old: list[Line] = Field(default_factory=list)
    spelling: dict[str, str] = Field(default_factory=dict)
    facts: Facts = Field(default_factory=dict)
    programmes: list[Programme] = Field(default_factory=list)
    rules: GeneralRules = Field(default_factory=GeneralRules)
    near_misses: list[NearMiss] = Field(default_factory=list)
    questions: dict[str, AskedQuestion] = Field(default_factory=dict)


class YearSplit(_Strict):
    """The year from which a word means something else, and the names of both sides of it."""

    split: int
    before: str
    after: str


class AnswerWords(_Strict):
    """How people say yes, no and I don't know, and what may stand around it."""

    affirm: list[str]
    deny: list[str]
    unsure: list[str]
    filler: list[str]
    question_starts: list[str]


class WordsFile(_Strict):
    """Our words.yml: Dutch as candidates type it, the same for every vacancy."""

    spelling: dict[str, str]
    facts: Facts
    years: YearSplit
    negations: list[str]
    joins: list[str]
    alternatives: list[str]
    contrasts: list[str]
    orientations: list[str]
    likeness: list[str]
    links: list[str]
    maybe_level: dict[str, str]
    job_marks: list[str]
    job_endings: list[str]
    maybe_in: list[str]
    study_marks: list[str]
    experience_marks: list[str]
    others: list[str]
    speaker: list[str]
    anyone: list[str]
    open_questions: list[str]
    programme_endings: list[str]
    answers: AnswerWords
    harmless: list[str]
    questions: dict[str, AskedQuestion]
