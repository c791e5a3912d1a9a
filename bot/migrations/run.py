"""Brings a database to the newest schema."""

from pathlib import Path

from alembic import command
from alembic.config import Config


def migrate(url: str) -> None:
    """Run every migration that the database at `url` (SQLAlchemy form) has not had yet."""
    command.upgrade(configuration(url), "head")


def configuration(url: str) -> Config:
    """Return alembic's configuration for the database at `url`."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["url"] = url
    return config
