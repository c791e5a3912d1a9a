"""What an employer offers: contract, pay and benefits. All of it optional but the contract and the pay."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from bot.vacancy.values import Amount, Count, Fact, Key, Link, Text, Texts, UsableInTemplates, Yes


class Salary(Fact):
    """Gross amounts in euro. The period they are paid for stands here only if the info bundle gives it."""

    lowest: Amount
    highest: Amount
    period: Text | None = None
    scales_page: Link | None = None
    simulation_at: Text | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.lowest > self.highest:
            raise ValueError("lowest is more than highest")
        return self


class Seniority(Fact):
    """Which years count: a sector left out is a sector the info bundle does not speak of."""

    counts: Text
    private_years: Count | None = None
    public_years: Count | None = None
    public_unlimited: Yes | None = None


class Contract(Fact):
    duration: Text
    reasons: tuple[Text, ...] = ()
    varies: tuple[Text, ...] = ()
    hours: tuple[Text, ...] = ()


class Family(Fact):
    members: Texts
    rate: Text


class Benefit(Fact):
    """One benefit with every condition the info bundle attaches to it.

    `contract_years` is the shortest contract (in years) that gives it; `if_shorter` what holds below that.
    """

    name: Text
    free: Yes | None = None
    amount: Amount | None = None
    per: Text | None = None
    lowest: Count | None = None
    highest: Count | None = None
    used_for: Text | None = None
    meaning: Text | None = None
    depends_on: tuple[Text, ...] = ()
    contract_years: Count | None = None
    if_shorter: Text | None = None
    family: Family | None = None


class Offer(Fact):
    contract: Contract
    salary: Salary
    seniority: Seniority | None = None
    benefits: Annotated[dict[Key, Benefit], UsableInTemplates] = Field(default_factory=dict)
