"""Public Dutch date phrases, read where they lie outside the project: what is answered agrees with them."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.when.understanding import understand
from bot.wording.dutch import BRUSSELS

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "recognizers_nl_datetime.json"
# Some are read otherwise on purpose: a date gone by without a year, "komende" as the nearest one.
ALLOWED_SHARE = 0.05


def test_single_dates_agree_with_a_public_collection() -> None:
    if not DATA.exists():
        pytest.skip(f"the public test data is not there: {DATA}")
    cases = [case for case in json.loads(DATA.read_text(encoding="utf-8")) if case["spec"] == "DateParser"]
    read = [(case, understand(case["input"], _reference(case))) for case in cases if case.get("ref")]
    answered = [(case, when) for case, when in read if when.dates and len(when.dates) == 1 and not when.ask]
    wrong = [
        case["input"] for case, when in answered if when.dates and when.dates[0].isoformat() not in str(case)
    ]

    assert len(answered) >= 20
    assert len(wrong) <= ALLOWED_SHARE * len(answered), wrong


def _reference(case: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(case["ref"][:19]).replace(tzinfo=BRUSSELS)
