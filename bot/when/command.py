"""The command `vacaturebot when`: each line of text answered with one line of JSON."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.when.understanding import understand
from bot.wording.dutch import BRUSSELS


def answer_lines(lines: Iterable[str], now: datetime) -> Iterator[str]:
    """Yield for each line what it means, as one line of JSON; a naive `now` is a time in Brussels."""
    instant = now if now.tzinfo else now.replace(tzinfo=BRUSSELS)
    for line in lines:
        yield json.dumps(understand(line.rstrip("\r\n"), instant).as_dict(), ensure_ascii=False)
