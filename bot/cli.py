"""The command `vacaturebot`: everything that IT, HR and developers start from a terminal."""

import sys
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

from bot.migrations.run import migrate
from bot.settings import SettingInvalid, Settings, read_settings
from bot.supervisor import console, engine_room
from bot.supervisor.engine_room import StartFailed
from bot.supervisor.programs import programs
from bot.supervisor.up import check_ports, project_root, run
from bot.understanding import report
from bot.understanding.cases import read_cases
from bot.understanding.figures import read_figures, regressions, with_slips, write_figures
from bot.understanding.judging import evaluate as judged_by
from bot.understanding.running import running
from bot.vacancy.reading import VacancyInvalid
from bot.when.command import answer_lines
from bot.wiring import wire
from bot.wording import dutch

Command = Callable[..., None]


def main() -> None:
    """Run the command line."""
    cli(prog_name="vacaturebot")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Candidate assistant for a vacancy: answers, diploma check, interviews."""


def _one_clear_line(command: Command) -> Command:
    """End `command` with one line, not a traceback, when something outside it is wrong."""

    @wraps(command)
    def guarded(*arguments: Any, **options: Any) -> None:
        try:
            command(*arguments, **options)
        except (SettingInvalid, VacancyInvalid, StartFailed) as error:
            click.echo(f"vacaturebot: {error}", err=True)
            sys.exit(2)

    return guarded


@cli.command()
@_one_clear_line
def up() -> None:
    """Install, train and migrate what is needed, then start everything (Ctrl-C stops it)."""
    root, settings = project_root(), read_settings()
    wire(settings)
    model, logs = _model_file(root, settings), settings.data_dir / "log"
    parts = programs(settings, root=root, model=model)
    check_ports(parts)
    engine_room.install(root, logs)
    engine_room.train(root, model, logs)
    migrate(settings.database)
    run(parts, settings, when_ready=lambda: _announce(settings))


@cli.command()
@_one_clear_line
def train() -> None:
    """Train the engine's model, if the training data changed since the last time."""
    root, settings = project_root(), read_settings()
    model, logs = _model_file(root, settings), settings.data_dir / "log"
    engine_room.install(root, logs)
    engine_room.train(root, model, logs)
    click.echo(model)


@cli.command()
@click.option("--utterances", type=click.Path(path_type=Path), default=Path("tests/understanding"))
@click.option("--misses", is_flag=True, help="Also print every message that went wrong.")
@click.option("--store", is_flag=True, help="Keep these figures as what must not become worse.")
@_one_clear_line
def evaluate(utterances: Path, *, misses: bool, store: bool) -> None:
    """Measure how well the bot understands, on utterances it was not trained on."""
    root, settings = project_root(), read_settings()
    model, logs = _model_file(root, settings), settings.data_dir / "log"
    engine_room.train(root, model, logs)
    cases = read_cases(utterances)
    with running(settings, root=root, model=model) as ask:
        outcome = judged_by([*cases, *with_slips(cases)], ask)
    for line in [*report.lines(outcome, by_topic=True), *(report.misses(outcome) if misses else ())]:
        click.echo(line)
    stored = utterances / "figures.yml"
    if store:
        write_figures(stored, outcome.figures())
    for line in regressions(read_figures(stored), outcome.figures()) if stored.exists() else ():
        click.echo(f"worse than before: {line}")


def _instant(_context: click.Context, _option: click.Parameter, value: str) -> datetime:
    try:
        instant = datetime.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter("write it as 2026-06-22T10:00") from error
    return instant if instant.tzinfo else instant.replace(tzinfo=dutch.BRUSSELS)


@cli.command("when")
@click.argument("text")
@click.option("--now", required=True, callback=_instant, help="The present moment; no offset = Brussels.")
def read_when(text: str, now: datetime) -> None:
    """Read TEXT as a day and an hour; prints JSON. With - it reads lines and answers each with a line."""
    lines = sys.stdin if text == "-" else [text]
    for answer in answer_lines(lines, now):
        click.echo(answer)


def _model_file(root: Path, settings: Settings) -> Path:
    return engine_room.model_file(root, settings.data_dir / "models")


def _announce(settings: Settings) -> None:
    console.line(f"\nKlaar. De vacature staat op {settings.address}\n")
    if settings.clock is not None:
        console.line(f"De klok staat op {dutch.moment(settings.clock)} (BOT_CLOCK).")
    console.line("Ctrl-C stopt alles.\n")


if __name__ == "__main__":
    main()
