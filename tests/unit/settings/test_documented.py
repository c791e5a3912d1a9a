"""The README's table of settings is the settings: each name, default and sentence."""

import ast
from itertools import pairwise
from pathlib import Path

from bot.settings import Settings

ROOT = Path(__file__).parents[3]
NOT_FOR_PEOPLE = {"clock_since"}


def _sentences() -> dict[str, str]:
    """Return the text that stands under each field in the source."""
    source = ast.parse((ROOT / "bot" / "settings.py").read_text(encoding="utf-8"))
    body = next(
        node for node in source.body if isinstance(node, ast.ClassDef) and node.name == "Settings"
    ).body
    return {
        field.target.id: str(text.value.value)
        for field, text in pairwise(body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
    }


def settings_table() -> str:
    rows = []
    for name, sentence in _sentences().items():
        if name not in NOT_FOR_PEOPLE:
            default = Settings.model_fields[name].default
            rows.append(
                f"| `BOT_{name.upper()}` | {'' if default is None else f'`{default}`'} | {sentence} |"
            )
    return "\n".join(rows)


def test_the_readme_shows_every_setting_as_it_is() -> None:
    assert settings_table() in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_setting_is_explained() -> None:
    assert set(_sentences()) == set(Settings.model_fields)
