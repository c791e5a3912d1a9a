"""An evaluation judges what a reply tells, not which intent was found."""

import pytest

from bot.understanding.cases import Case, Turn
from bot.understanding.figures import regressions
from bot.understanding.judging import evaluate, judge
from bot.understanding.noise import noisy


def a_reply(kind: str = "answer", topic: str | None = None, intent: str = "any") -> dict[str, object]:
    return {"kind": kind, "topic": topic, "understood": {"intent": intent}}


def verdict(
    wanted: list[set[str]], *replies: dict[str, object], unknown: bool = False, off_topic: bool = False
):
    turn = Turn(say="?", wanted=tuple(map(frozenset, wanted)), unknown=unknown, off_topic=off_topic)
    return judge(Case(measure="single", group="g", turns=(turn,)), turn, replies).verdict


def test_the_wanted_topic_is_right_and_another_is_wrong():
    assert verdict([{"leave_days"}], a_reply(topic="leave_days")) == "right"
    assert verdict([{"leave_days", "telework"}], a_reply(topic="telework")) == "right"
    assert verdict([{"leave_days"}], a_reply(topic="telework")) == "wrong"


def test_saying_that_it_does_not_know_is_unknown_but_right_out_of_scope():
    silent = a_reply("unknown", intent="out_of_scope")

    assert verdict([{"leave_days"}], silent) == "unknown"
    assert verdict([{"city_services"}], silent, off_topic=True) == "right"
    assert verdict([{"city_services"}], a_reply(topic="workplace"), off_topic=True) == "wrong"


def test_small_talk_is_judged_by_what_was_understood():
    assert verdict([{"thank"}], a_reply("notice", intent="thank")) == "right"
    assert verdict([{"thank"}], a_reply("notice", intent="greet")) == "unknown"


def test_several_questions_are_right_in_their_order_with_the_unknown_part_named():
    both = [a_reply(topic="leave_days"), a_reply(topic="telework")]

    assert verdict([{"leave_days"}, {"telework"}], *both) == "right"
    assert verdict([{"telework"}, {"leave_days"}], *both) == "unknown"
    assert verdict([{"leave_days"}], both[0], a_reply("unknown"), unknown=True) == "right"
    assert verdict([{"leave_days"}], both[0], unknown=True) == "unknown"


def test_the_opening_of_a_dialogue_does_not_count():
    turns = (Turn(say="a", wanted=(frozenset({"x"}),)), Turn(say="b", wanted=(frozenset({"x"}),)))
    asked: list[str] = []

    def ask(_sender: str, text: str) -> list[dict[str, object]]:
        asked.append(text)
        return [a_reply(topic="x")]

    outcome = evaluate([Case(measure="context", group="context", turns=turns)], ask)

    assert asked == ["a", "b"]
    assert [judged.turn.say for judged in outcome.judged] == ["b"]


@pytest.mark.parametrize("text", ["Krijg ik privé-ervaring mee?", "loon", "hoeveel verlof is er"])
def test_noise_is_the_same_for_the_same_seed_and_leaves_words_to_read(text):
    assert noisy(text, 1) == noisy(text, 1)
    assert sorted(noisy(text, 1).lower().replace(" ", "")) == sorted(
        text.lower().replace("é", "e").replace(" ", "")
    )


def test_a_figure_regresses_when_it_is_less_right_or_more_wrong():
    stored = {"single": 0.95, "wrong": 0.02}

    assert regressions(stored, {"single": 0.96, "wrong": 0.01}) == []
    assert len(regressions(stored, {"single": 0.94, "wrong": 0.03})) == 2
