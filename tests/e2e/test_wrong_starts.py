"""A start that cannot succeed ends at once, with one line that says which file or setting."""

import shutil
from pathlib import Path

import pytest

from tests.e2e.product import ROOT, started


def _told(data_dir: Path, **settings: str) -> str:
    with pytest.raises(AssertionError), started(data_dir, **settings):
        pytest.fail("it started")
    return (data_dir / "up.log").read_text()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_PORT", "acht"),
        ("BOT_CLOCK", "gisteren"),
        ("BOT_VACANCY", "bestaat-niet"),
        ("BOT_SMTP_URL", "ftp://x"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, name: str, value: str) -> None:
    told = _told(tmp_path / "data", **{name: value})

    assert len(told.splitlines()) == 1
    assert name in told


def test_a_typo_in_a_vacancy_file_is_named_with_file_and_key(tmp_path: Path) -> None:
    vacancies = tmp_path / "vacancies"
    shutil.copytree(ROOT / "vacancies", vacancies)
    contact = vacancies / "maatschappelijk-werker-2026" / "facts" / "contact.yml"
    contact.write_text(contact.read_text().replace("phone:", "fone:"))

    told = _told(tmp_path / "data", BOT_VACANCIES_DIR=str(vacancies))

    assert len(told.splitlines()) == 1
    assert "contact.yml" in told
    assert "phone" in told or "fone" in told
