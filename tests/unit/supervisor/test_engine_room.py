"""A model belongs to the data it was trained from: the same data trains nothing, other data trains anew."""

import shutil
from pathlib import Path

import pytest

from bot.supervisor.engine_room import StartFailed, fingerprint, model_file, train

ROOT = Path(__file__).parents[3]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("config.yml", "domain.yml"):
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / "engine").mkdir()
    for name in ("intents.py", "uv.lock"):
        shutil.copy(ROOT / "engine" / name, tmp_path / "engine" / name)
    return tmp_path


@pytest.mark.parametrize(
    "file", ["config.yml", "domain.yml", "data/nlu/pay.yml", "data/rules/topics.yml", "engine/intents.py"]
)
def test_whatever_a_model_is_made_from_changes_its_name(project: Path, file: str) -> None:
    before = fingerprint(project)

    with (project / file).open("a") as changed:
        changed.write("# changed\n")

    assert fingerprint(project) != before


def test_what_a_model_is_not_made_from_leaves_its_name(project: Path) -> None:
    before = fingerprint(project)

    (project / "README.md").write_text("changed")
    (project / "engine" / ".venv").mkdir()
    (project / "engine" / ".venv" / "other.py").write_text("changed")

    assert fingerprint(project) == before


def test_a_model_that_is_there_is_not_trained_again(project: Path, tmp_path: Path) -> None:
    model = model_file(project, tmp_path / "models")
    model.parent.mkdir()
    model.write_bytes(b"trained before")

    train(project, model, tmp_path / "log")

    assert model.read_bytes() == b"trained before"
    assert not (tmp_path / "log").exists()


def test_a_training_that_fails_says_where_to_look(project: Path, tmp_path: Path) -> None:
    python = project / "engine" / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\necho 'no such intent' >&2\nexit 1\n")
    python.chmod(0o755)

    with pytest.raises(StartFailed, match=r"train\.log"):
        train(project, model_file(project, tmp_path / "models"), tmp_path / "log")

    assert not list((tmp_path / "models").glob("*"))
