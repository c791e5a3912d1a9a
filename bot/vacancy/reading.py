"""Reads a YAML file of a vacancy's folder into a model; every mistake is named by file, key and reason."""

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

Model = TypeVar("Model", bound=BaseModel)


class VacancyInvalid(Exception):
    """A file of the vacancy's folder is missing, unreadable or wrong; carries where and why."""

    def __init__(self, *, file: Path, key: str, reason: str) -> None:
        super().__init__(f"{file}: {key}: {reason}" if key else f"{file}: {reason}")
        self.file = file
        self.key = key
        self.reason = reason


def read_model(file: Path, model: type[Model]) -> Model:
    """Return `file` as `model`. Raises VacancyInvalid naming the first wrong key."""
    try:
        return model.model_validate(read_yaml(file))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise VacancyInvalid(file=file, key=key, reason=first["msg"]) from error


def read_yaml(file: Path) -> Any:
    """Return the content of the YAML `file`. Raises VacancyInvalid, also for a doubled key."""
    try:
        return yaml.load(file.read_text(encoding="utf-8"), Loader=_UniqueKeys)  # noqa: S506 (a SafeLoader)
    except OSError as error:
        raise VacancyInvalid(file=file, key="", reason=f"cannot be read: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise VacancyInvalid(file=file, key="", reason=f"is not valid YAML: {error}") from error


class _UniqueKeys(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # seven times faster
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.YAMLError(f"the key {key!r} stands twice (line {key_node.start_mark.line + 1})")
            seen.add(key)
        built: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return built
