"""The shape of the code that style asks for and no linter checks."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST_FUNCTION = 30
LONGEST_MODULE = 250
LONGEST_MODULE_DOCSTRING = 6
SOURCES = sorted(
    file
    for room in ("bot", "actions", "engine")
    for file in (ROOT / room).rglob("*.py")
    if not {".venv", "versions"} & set(file.parts)
)


def _functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(ROOT)))
def test_functions_and_modules_are_small(file: Path) -> None:
    long = [
        node.name for node in _functions(file) if (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]

    assert long == []
    assert len(file.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(ROOT)))
def test_modules_say_what_they_are_for(file: Path) -> None:
    if file.name == "__init__.py":
        assert file.read_text(encoding="utf-8").strip() == ""
        return
    docstring = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))

    assert docstring
    assert len(docstring.splitlines()) <= LONGEST_MODULE_DOCSTRING or "├" in docstring


def test_every_test_is_collected() -> None:
    """A function with asserts that pytest would never run is a test that cannot fail."""
    hidden = [
        f"{file.name}: {node.name}"
        for file in (ROOT / "tests").rglob("test_*.py")
        for node in _functions(file)
        if any(isinstance(inner, ast.Assert) for inner in ast.walk(node))
        and not node.name.startswith("test_")
        and file.read_text(encoding="utf-8").count(node.name) == 1
    ]

    assert hidden == []


@pytest.mark.parametrize(
    "room", ["vacancy.vacancy", "diploma.check", "when.understanding", "booking.service"]
)
def test_the_domain_loads_without_web_or_http(room: str) -> None:
    program = (
        f"import sys, bot.{room}\n"
        "print([name for name in ('httpx', 'fastapi', 'rasa_sdk', 'uvicorn') if name in sys.modules])"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert loaded.stdout.strip() == "[]"
