"""A catalogue says where it is wrong, and no code knows one vacancy's list."""

from pathlib import Path

import pytest

from bot.diploma.catalogue import Catalogue, load_catalogue
from bot.diploma.values import Question, Verdict
from bot.vacancy.reading import VacancyInvalid
from tests.unit.diploma.catalogue_file import KORTRIJK, after

INVENTED = Path(__file__).with_name("invented.yml")
BUNDLE = KORTRIJK.parents[3] / "shared" / "infobundel.txt"


@pytest.fixture(scope="module")
def forest() -> Catalogue:
    return load_catalogue(INVENTED)


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (["bachelor bosbouw", "ja staat erop"], "listed"),
        (["bach. boskunde, titel woudmeester"], "listed"),
        (["bachelor bosbouw", "kweet ni"], "condition"),
        (["graduaat bosbouw"], "not_listed"),
        (["A1 houtvester"], "listed_old"),
        (["bachelor visserij"], "not_listed"),
        (["geen visserij maar bachelor bosbouw met titel woudmeester"], "listed"),
        (["bachelor bosbow", "ja", "ja"], "listed"),
        (["ik studeer nog bosbouw, bachelor"], "unclear"),
        (["bachelor sociaal werk"], "unclear"),
        (["zonder diploma"], "not_listed"),
    ],
)
def test_another_list_works_without_code(forest: Catalogue, said: list[str], outcome: str) -> None:
    found = after(forest, *said)
    assert isinstance(found, Verdict), found
    assert found.outcome == outcome


def test_a_slip_is_asked_and_not_assumed(forest: Catalogue) -> None:
    found = after(forest, "bachelor bosbow")
    assert isinstance(found, Question)
    assert found.text == "Bedoel je: bachelor bosbouw?"


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ("line: bosbouw}", "line: bos}", "programmes.bosbouw.rules.titel_ja.line", "'bos' does not exist"),
        ("ask: titel}", "ask: tittel}", "programmes.bosbouw.rules.titel.ask", "'tittel' does not exist"),
        (
            "says: [visserij]",
            "says: [boskunde]",
            "programmes.visserij",
            "stands for both bosbouw and visserij",
        ),
        ("id: houtvester\n", "id: woudmeester\n", "programmes", "the id 'woudmeester' stands twice"),
        ("absorbs: {woudmeester:", "absorbs: {boswachter:", "programmes.bosbouw.absorbs", "'boswachter'"),
        (
            "{id: niet, outcome: not_listed",
            "{id: niet, outcome: afgewezen",
            "programmes.0.rules.3.outcome",
            "",
        ),
        (
            "{id: niet, outcome",
            "{id: niet, if: {niveau: master}, outcome",
            "programmes.bosbouw.rules",
            "last rule",
        ),
        ("    open: Staat", "    opent: Staat", "programmes.0.rules.1.open", ""),
        ("        open: Staat woudmeester op je diploma?\n", "", "programmes.0.rules.1", "open point"),
        ("current:", "huidig:", "huidig", ""),
    ],
)
def test_a_mistake_is_named_by_file_key_and_reason(
    tmp_path: Path, old: str, new: str, key: str, reason: str
) -> None:
    text = INVENTED.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "diplomas.yml"
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(VacancyInvalid) as refused:
        load_catalogue(file)
    assert refused.value.file == file
    assert refused.value.key.startswith(key)
    assert reason in refused.value.reason


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VacancyInvalid):
        load_catalogue(tmp_path / "diplomas.yml")


@pytest.mark.skipif(not BUNDLE.exists(), reason="the info bundle is not beside this copy of the project")
def test_every_line_stands_in_the_bundle(catalogue: Catalogue) -> None:
    bundle = BUNDLE.read_text(encoding="utf-8")
    listed = [
        line.removeprefix("- het diploma van ") for line in bundle.splitlines() if "het diploma van " in line
    ]
    assert [line for line in listed if line in {*catalogue.current.values(), *catalogue.old.values()}] == [
        *catalogue.current.values(),
        *catalogue.old.values(),
    ]


def test_the_list_has_eight_and_five_lines(catalogue: Catalogue) -> None:
    assert (len(catalogue.current), len(catalogue.old)) == (8, 5)
