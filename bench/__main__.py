"""`make bench`: what a turn, a start, a training and the memory cost on this machine, as one table."""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from bot.settings import Settings
from bot.supervisor import engine_room
from bot.supervisor.programs import engine
from bot.understanding.running import free_ports
from tests.e2e.product import ROOT, Product, started

ROUNDS = 30
TURNS = {
    "question answered": [
        "hoeveel verdien ik",
        "krijg ik maaltijdcheques?",
        "waar ga ik werken",
        "is telewerk mogelijk",
    ],
    "small talk": ["hallo", "bedankt!", "ben je een robot?"],
    "not known": ["is er een parking voor het personeel", "wie wint de ronde van vlaanderen", "qsdfqsdf"],
    "diploma check": ["kan ik solliciteren met een bachelor gezinswetenschappen"],
}
LIMITS = {
    "a turn, median": (25.0, "ms"),
    "a turn, 95th percentile": (60.0, "ms"),
    "ready with a trained model": (30.0, "s"),
    "training from scratch": (60.0, "s"),
    "memory of all processes": (1200.0, "MB"),
}


def main() -> None:
    """Measure and print; the exit code says whether every limit holds."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        model = engine_room.model_file(ROOT, ROOT / "var" / "models")
        engine_room.train(ROOT, model, Path(folder))
        figures = {"training from scratch": _seconds(lambda: _train_anew(Path(folder)))}
        figures |= _product_figures(Path(folder) / "data")
        parse = _parse_times(model, Path(folder))
    _print(figures, parse)
    sys.exit(any(figures[name] > limit for name, (limit, _) in LIMITS.items()))


def _train_anew(folder: Path) -> None:
    engine_room.train(ROOT, folder / "anew" / "model.tar.gz", folder)


def _product_figures(data: Path) -> dict[str, float]:
    before = time.perf_counter()
    with started(data, BOT_RATE_LIMITS="off") as product:
        figures = {"ready with a trained model": time.perf_counter() - before}
        _turns(product, rounds=3)
        by_kind = _turns(product, rounds=ROUNDS)
        together = [took for times in by_kind.values() for took in times]
        figures |= {f"{kind}, median": statistics.median(times) for kind, times in by_kind.items()}
        figures["confirmation of a booking, median"] = statistics.median(_confirmations(product))
        figures["a turn, median"] = statistics.median(together)
        figures["a turn, 95th percentile"] = statistics.quantiles(together, n=20)[-1]
        figures["memory of all processes"] = _memory(product)
    return figures


def _turns(product: Product, *, rounds: int) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {kind: [] for kind in TURNS}
    for _ in range(rounds):
        with product.kept_open() as chat:
            for kind, texts in TURNS.items():
                times[kind] += [_milliseconds(lambda text=text: chat.say(text)) for text in texts]  # type: ignore[misc]
    return times


def _confirmations(product: Product) -> list[float]:
    times = []
    for number in range(10):
        with product.kept_open() as chat:
            chat.say("ik wil een gesprek boeken")
            chat.press_first_slot()
            chat.say("Els Maes")
            chat.say(f"kandidaat{number}@example.org")
            times.append(_milliseconds(lambda chat=chat: chat.press("Ja, leg vast")))
    return times


def _parse_times(model: Path, folder: Path) -> list[float]:
    """Return what the engine alone needs to understand a message, its bare /model/parse, in ms."""
    port = free_ports(1)[0]
    with _bare_engine(model, port, folder) as address, httpx.Client(base_url=address) as client:
        texts = [text for texts in TURNS.values() for text in texts] * ROUNDS
        return [
            _milliseconds(lambda text=text: client.post("/model/parse", json={"text": text}))
            for text in texts
        ]


@contextmanager
def _bare_engine(model: Path, port: int, folder: Path) -> Iterator[str]:
    settings = Settings(engine_url=f"http://127.0.0.1:{port}", data_dir=folder)
    program = engine(settings, root=ROOT, model=model, with_api=True)
    environment = engine_room.quiet_environment() | dict(program.environment)
    with (folder / "engine.log").open("wb") as log:
        process = subprocess.Popen(program.command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        _wait(f"{settings.engine_url}/version")
        yield settings.engine_url
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(address: str) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            if httpx.get(address, timeout=1).status_code == httpx.codes.OK:
                return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise TimeoutError(address)


def _memory(product: Product) -> float:
    """Return the memory of all processes in MB; what they share is counted once (PSS)."""
    total = 0
    for pid in product.all_pids():
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024


def _milliseconds(what: Callable[[], object]) -> float:
    return _seconds(what) * 1000


def _seconds(what: Callable[[], object]) -> float:
    before = time.perf_counter()
    what()
    return time.perf_counter() - before


def _print(figures: dict[str, float], parse: list[float]) -> None:
    for name, value in figures.items():
        limit, unit = LIMITS.get(name, (None, "ms"))
        allowed = (
            "" if limit is None else f"   at most {limit:g} {unit}{'' if value <= limit else '   MISSED'}"
        )
        print(f"{name:<42}{value:>9.1f} {unit:<3}{allowed}")
    print(f"{'bare /model/parse, median':<42}{statistics.median(parse):>9.1f} ms")
    print(f"{'bare /model/parse, 95th percentile':<42}{statistics.quantiles(parse, n=20)[-1]:>9.1f} ms")


if __name__ == "__main__":
    main()
