"""Starts Rasa as it is, but for two things that cost every turn or every reader of the log something."""

import sys
import warnings
from typing import Any

from jsonschema.validators import validator_for
from rasa.__main__ import main
from rasa.core.actions.action import RemoteAction


def check_answers_with_a_ready_schema() -> None:
    """Have what actions answer checked against their schema made once.

    Rasa makes it anew for each action and checks the schema itself too: two thirds of a turn (docs/performance.md).
    """
    schema = RemoteAction.action_response_format_spec()
    ready = validator_for(schema)(schema)

    def validate(_action: RemoteAction, result: dict[str, Any]) -> bool:
        ready.validate(result)
        return True

    RemoteAction._validate_action_result = validate


def silence_libraries() -> None:
    """Drop the libraries' warnings about each other: nobody who reads the log can act on them."""
    warnings.showwarning = lambda *_arguments, **_options: None


if __name__ == "__main__":
    check_answers_with_a_ready_schema()
    silence_libraries()
    sys.argv[0] = "rasa"
    main()
