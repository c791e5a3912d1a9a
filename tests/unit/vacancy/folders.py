"""The vacancies the tests read, and spoiled copies of the invented one."""

from collections.abc import Callable, Iterable
from pathlib import Path
from shutil import copytree

from bot.vacancy.answers import Answer
from bot.vacancy.vacancy import Vacancy

ROOT = Path(__file__).resolve().parents[3]
SERVED = tuple(sorted(folder for folder in (ROOT / "vacancies").iterdir() if (folder / "facts").is_dir()))
INVENTED = ROOT / "tests" / "vacancies" / "groendienst-2027"
BUNDLE = ROOT.parent / "shared" / "infobundel.txt"


def a_spoiled_copy(target: Path, file: str, change: Callable[[str], str]) -> Path:
    """Return a copy of the invented vacancy in which `file` is changed."""
    folder = Path(copytree(INVENTED, target / "vacancy"))
    spoiled = folder / file
    before = spoiled.read_text(encoding="utf-8") if spoiled.exists() else ""
    after = change(before)
    assert after != before, "the spoiling changed nothing"
    spoiled.write_text(after, encoding="utf-8")
    return folder


def said(answer: Answer) -> tuple[str, ...]:
    """Return everything an answer may say."""
    return tuple(text for text in (answer.text, answer.simple, answer.afterwards) if text)


def everything_said(vacancy: Vacancy) -> Iterable[tuple[str, str]]:
    for answer in vacancy.answers.values():
        for text in said(answer):
            yield answer.topic, text
