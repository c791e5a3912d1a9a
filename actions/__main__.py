"""The action server: rasa-sdk on loopback, with the actions of this package on one wired App."""

import logging
import warnings
from urllib.parse import urlsplit

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor

from actions.all import all_actions
from bot.settings import read_settings
from bot.wiring import wire


class DomainlessExecutor(ActionExecutor):  # type: ignore[misc]  # rasa-sdk has no types
    """Runs actions without the domain: none of ours reads it, so the engine does not send it."""

    def is_domain_digest_valid(self, _digest: str | None) -> bool:
        return True


def main() -> None:
    """Serve the actions on loopback, whatever the environment says."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    # The engine stays at 3.6.21 (docs/decisions); the protocol is the same, so the warning says nothing new.
    warnings.filterwarnings("ignore", message="Your versions of rasa and rasa_sdk")
    settings = read_settings()
    executor = DomainlessExecutor()
    for action in all_actions(wire(settings)):
        executor.register_action(action)
    server = create_app(executor, cors_origins=None)
    port = urlsplit(settings.actions_url).port
    server.run(host="127.0.0.1", port=port, single_process=True, motd=False, access_log=False)


if __name__ == "__main__":
    main()
