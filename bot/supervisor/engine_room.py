"""Makes the sealed engine ready: its own environment, and a model that belongs to the present data."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bot.supervisor import console

TRAINED_FROM = ("config.yml", "domain.yml", "data/**/*.yml", "engine/**/*.py", "engine/uv.lock")
KEPT_MODELS = 3


class StartFailed(Exception):
    """The start ends here; the message is the one line that says why and what to do."""


def install(root: Path, logs: Path) -> None:
    """Install the engine's environment from its lock file, unless it is there already. Raises StartFailed."""
    uv = shutil.which("uv") or os.environ.get("UV")
    if uv is None:
        raise StartFailed("uv is not on the PATH: start with `make run`, which installs it")
    checked = subprocess.run(  # noqa: S603
        [uv, "sync", "--project", "engine", "--locked", "--check", "--quiet"],
        cwd=root, env=_own_environment(), capture_output=True, check=False,
    )  # fmt: skip
    if checked.returncode == 0:
        return
    with console.step("Engine installeren (Rasa, eenmalig)"):
        _run([uv, "sync", "--project", "engine", "--locked", "--no-progress"], root, logs / "install.log")


def fingerprint(root: Path) -> str:
    """Return a short hash of everything that a model is made from."""
    digest = hashlib.sha256()
    for pattern in TRAINED_FROM:
        for file in sorted(root.glob(pattern)):
            if ".venv" not in file.parts:
                digest.update(file.relative_to(root).as_posix().encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def model_file(root: Path, models: Path) -> Path:
    """Return where the model of the present training data is kept, trained or not."""
    return models.resolve() / f"{fingerprint(root)}.tar.gz"


def train(root: Path, model: Path, logs: Path) -> None:
    """Train `model` from the present training data, unless it is there already. Raises StartFailed."""
    if model.exists():
        return
    models = model.parent
    models.mkdir(parents=True, exist_ok=True)
    with console.step("Model trainen"), tempfile.TemporaryDirectory(dir=models) as folder:
        _run(
            [*rasa(root), "train", "--quiet", "--out", folder, "--fixed-model-name", model.name],
            root,
            logs / "train.log",
        )
        Path(folder, model.name).replace(model)
    _forget_old(models)


def rasa(root: Path) -> list[str]:
    """Return the command that runs Rasa in its own environment."""
    return [str(root / "engine" / ".venv" / "bin" / "python"), "-m", "engine.serve"]


def quiet_environment() -> dict[str, str]:
    """Return this process's environment with the engine's telemetry, colours and warnings off."""
    return _own_environment() | {
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "PYTHONWARNINGS": "ignore",
        "NO_COLOR": "1",
    }


def _own_environment() -> dict[str, str]:
    # `uv run` points at the app's environment; uv and Rasa must not take it for the engine's.
    return {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONHOME")}


def _run(command: list[str], root: Path, log: Path) -> None:
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        done = subprocess.run(  # noqa: S603
            command,
            cwd=root,
            env=quiet_environment() | _placeholders(),
            stdout=output,
            stderr=output,
            check=False,
        )
    if done.returncode:
        sys.stderr.write(_last_lines(log))
        raise StartFailed(f"`{Path(command[0]).name} {' '.join(command[1:4])}` failed: see {log}")


def _placeholders() -> dict[str, str]:
    # endpoints.yml is read while training too, where nothing is called yet.
    return {"BOT_ACTIONS_URL": "http://127.0.0.1:5055", "BOT_TRACKER_FILE": ":memory:"}


def _last_lines(log: Path, count: int = 12) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:]) + "\n"


def _forget_old(models: Path) -> None:
    by_age = sorted(models.glob("*.tar.gz"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in by_age[KEPT_MODELS:]:
        file.unlink()
