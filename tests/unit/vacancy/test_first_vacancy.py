"""The vacancy that is served first, held against its info bundle: complete, true to it, in our own words."""

import re
from decimal import Decimal

import pytest

from bot.vacancy.facts_in_text import fact_values
from bot.vacancy.vacancy import load_vacancy
from tests.unit.vacancy.folders import BUNDLE, ROOT, everything_said

FOLDER = ROOT / "vacancies" / "maatschappelijk-werker-2026"
TOPICS = frozenset(
    """
    salary_range salary_simulation pay_scale seniority seniority_private seniority_public
    benefits_overview leave_days flexible_hours telework end_of_year_bonus meal_vouchers
    bicycle_allowance public_transport bicycle_lease hospital_insurance hospital_insurance_family
    group_insurance gsd_v work_atmosphere development_opportunities contract_type contract_duration
    part_time permanent_jobs permanent_procedure workplace neighbourhood_teams central_team
    reports_to function_data city_news vacancy_summary job_purpose tasks home_visits
    files_and_reports special_committee target_group partners_network reception_duty
    coaching_interns training_and_intervision required_diplomas old_diplomas no_diploma
    foreign_diploma criminal_record procedure_overview screening online_interview interview_length
    interview_channel interview_dates interview_content interviewer choose_slot waiting_list
    matching_interview communication_email competencies_overview competency_customer_focus
    competency_cooperation competency_result_orientation competency_agility competency_integrity
    competency_advising competency_communication competency_empathy competency_innovation deadline
    how_to_apply contact more_information employer vision values
    """.split()  # noqa: SIM905 (as data it reads better than 77 quoted lines)
)
LONGEST_SHARED_RUN = 8


@pytest.fixture(scope="module")
def vacancy():
    return load_vacancy(FOLDER)


@pytest.fixture(scope="module")
def bundle():
    if not BUNDLE.exists():
        pytest.skip("the info bundle does not lie beside the project (../shared/infobundel.txt)")
    return BUNDLE.read_text(encoding="utf-8")


def test_every_topic_is_answered(vacancy):
    assert set(vacancy.answers) == TOPICS


def test_every_benefit_is_named_in_the_overview_with_its_conditions(vacancy):
    text = vacancy.answer("benefits_overview").text
    for benefit in vacancy.facts.offer.benefits.values():
        assert benefit.name in text
    assert text.count("afhankelijk van de periode en de duur van je contract") == 2
    assert text.count("minstens 1 jaar") == 2
    assert "op eigen kosten" in text


@pytest.mark.parametrize("topic", ["end_of_year_bonus", "bicycle_lease"])
def test_benefit_that_depends_on_the_contract_says_so(vacancy, topic):
    assert "hangt wel af van de periode en de duur van je contract" in vacancy.answer(topic).text


@pytest.mark.parametrize("topic", ["hospital_insurance", "hospital_insurance_family", "group_insurance"])
def test_insurance_says_from_when_it_is_given_and_what_holds_below(vacancy, topic):
    text = vacancy.answer(topic).text
    assert "1 jaar" in text
    assert "op eigen kosten" in text


@pytest.mark.parametrize("topic", ["hospital_insurance", "hospital_insurance_family", "benefits_overview"])
def test_partner_and_children_have_a_favourable_rate(vacancy, topic):
    assert "gunsttarief" in vacancy.answer(topic).text
    assert "partner en kinderen" in vacancy.answer(topic).text


def test_amounts_are_written_as_in_the_bundle_and_without_a_period(vacancy):
    assert "tussen 3120,78 euro en 5258,42 euro" in vacancy.answer("salary_range").text
    assert vacancy.answer("meal_vouchers").text == "Je krijgt maaltijdcheques van 7,50 euro."
    assert vacancy.facts.offer.salary.period is None


def test_salary_is_not_simulated_before_the_last_phase(vacancy):
    text = vacancy.answer("salary_simulation").text
    assert "laatste fase" in text
    assert "jobaanbod" in text


def test_passing_the_interview_is_a_waiting_list_and_no_job(vacancy):
    text = vacancy.answer("waiting_list").text
    assert "voorlopige wachtlijst" in text
    assert "nog geen job" in text


def test_interview_comes_by_invitation_after_the_screening(vacancy):
    text = vacancy.answer("online_interview").text
    assert "Na de screening" in text
    assert "uitnodiging" in text


def test_diploma_answers_quote_every_line(vacancy):
    for topic, lines in (
        ("required_diplomas", vacancy.facts.diplomas.current),
        ("old_diplomas", vacancy.facts.diplomas.old),
    ):
        text = vacancy.answer(topic).text
        assert all(f"- {diploma.line}" in text for diploma in lines)
    assert (len(vacancy.facts.diplomas.current), len(vacancy.facts.diplomas.old)) == (8, 5)


def test_foreign_diploma_answer_rests_on_a_line_of_the_list(vacancy):
    wanted = vacancy.facts.conditions.foreign_diploma.equivalent_to
    foreign = [diploma.line for diploma in vacancy.facts.diplomas.old if "buitenlandse" in diploma.line]
    assert any(wanted in line for line in foreign)


def test_deadline_says_so_after_the_last_day(vacancy):
    day = vacancy.apply_by
    assert vacancy.answer("deadline", on=day).text == "Je kan solliciteren tot en met donderdag 25 juni 2026."
    for topic in ("deadline", "how_to_apply"):
        assert "kan niet meer" in vacancy.answer(topic, on=day.replace(day=day.day + 1)).text


def test_every_section_is_a_heading_of_the_bundle(vacancy, bundle):
    lines = {line.strip() for line in bundle.splitlines()}
    assert [section for section in vacancy.facts.vacancy.sections if section not in lines] == []


def test_every_figure_among_the_facts_stands_in_the_bundle(vacancy, bundle):
    step_numbers = {1, 2, 3}
    for value in fact_values(vacancy.facts):
        if isinstance(value, Decimal):
            assert str(value).replace(".", ",") in bundle
        elif isinstance(value, int) and not isinstance(value, bool) and value not in step_numbers:
            assert re.search(rf"\b{value}\b", bundle), value


def test_names_and_addresses_among_the_facts_stand_in_the_bundle(vacancy, bundle):
    facts = vacancy.facts
    exact = [
        facts.contact.name,
        facts.contact.role,
        facts.contact.email,
        facts.contact.phone,
        facts.vacancy.title,
        facts.vacancy.level,
        facts.vacancy.apply_page.name,
        facts.vacancy.goal,
        facts.employer.name,
        facts.employer.inhabitant,
        facts.employer.news_page.address,
        facts.employer.questions_page.address,
        facts.employer.questions_page.name,
        facts.offer.salary.scales_page.address,
        facts.job.teams.page.name,
        facts.job.function.formal_name,
        facts.job.function.department,
        facts.job.function.team,
        facts.job.terms["committee"],
        facts.procedure.interview.channel,
        facts.procedure.interview.passed,
        *facts.employer.services,
        *facts.procedure.interview.asks_about,
        *(competency.name for competency in facts.competencies.measured.values()),
        *(diploma.line for diploma in (*facts.diplomas.current, *facts.diplomas.old)),
    ]
    assert [name for name in exact if " ".join(name.split()) not in " ".join(bundle.split())] == []


def test_answers_are_in_our_own_words(vacancy, bundle):
    exact = [diploma.line for diploma in (*vacancy.facts.diplomas.current, *vacancy.facts.diplomas.old)]
    exact += [", ".join(vacancy.facts.employer.services[:-1])]
    copied = {}
    for topic, text in everything_said(vacancy):
        for phrase in exact:
            text = text.replace(phrase, "·")
        # A line of a list is a sentence of its own: two benefits that follow each other are no copied words.
        shared = [run for line in text.splitlines() for run in _shared_runs(line, bundle)]
        if shared:
            copied[topic] = shared
    assert copied == {}


def test_copied_sentence_is_seen(bundle):
    line = next(line for line in bundle.splitlines() if len(line.split()) > 20)
    assert _shared_runs(f"We zeggen dit. {line}", bundle)


def _shared_runs(text: str, bundle: str) -> list[str]:
    length = LONGEST_SHARED_RUN + 1
    theirs, ours = _words(bundle), _words(text)
    known = {tuple(theirs[at : at + length]) for at in range(len(theirs) - length + 1)}
    runs = (tuple(ours[at : at + length]) for at in range(len(ours) - length + 1))
    return [" ".join(run) for run in runs if run in known]


def _words(text: str) -> list[str]:
    return re.findall(r"https://\S+|[\w·]+(?:['.,@-]\w+)*", text.lower())
