"""A message is cut where a new question may begin; the engine's pure parts need no engine."""

import pytest

from engine.cutting import bare, pieces
from engine.dutch_text import plain, stem
from engine.spelling import Speller


@pytest.mark.parametrize(
    ("message", "cut"),
    [
        ("hoeveel verdien ik?", ["hoeveel verdien ik?"]),
        ("Wat is het loon? Waar is het?", ["Wat is het loon?", "Waar is het?"]),
        ("wat is het loon en waar is het", ["wat is het loon", "en waar is het"]),
        ("verlof / telewerk", ["verlof", "telewerk"]),
        ("1) het loon 2) het verlof", ["1) het loon", "2) het verlof"]),
        ("is het 7,50 euro", ["is het 7,50 euro"]),
        ("vraag: hoeveel verlof?", ["vraag:", "hoeveel verlof?"]),
    ],
)
def test_message_is_cut_at_sentences_commas_and_en(message, cut):
    assert [piece.text for piece in pieces(message)] == cut


def test_a_long_story_is_cut_only_at_its_sentences():
    story = "Ik werkte hier, daar, ginder, overal, en nergens lang, en nu zoek ik werk. Wat betaalt het?"

    assert len(pieces(story)) == 2


def test_what_is_told_before_a_marked_question_does_not_ask():
    told, asked = pieces("Heb drie kinderen thuis. Hoeveel verlof is er?")

    assert not told.asks
    assert asked.asks


def test_link_to_what_went_before_is_left_out():
    assert bare("en hoe lang duurt dat") == "hoe lang duurt dat"
    assert bare("2) het verlof") == "het verlof"


def test_plain_text_has_one_case_no_accents_and_no_drawn_out_letters():
    assert plain("HEEEEL Coördinatie’s") == "heel coordinatie's"


def test_forms_of_a_verb_share_their_stem():
    assert stem("werkt") == stem("werken") == stem("werk")


def test_speller_repairs_a_slip_of_a_word_it_knows_well():
    speller = Speller(["hoeveel verlof krijg ik"] * 5, {"conge": "verlof"})

    assert speller.repaired("hoeveel verlfo krijg ik") == "hoeveel verlof krijg ik"
    assert speller.repaired("hoeveelverlof") == "hoeveel verlof"
    assert speller.repaired("hoeveel conge") == "hoeveel verlof"
    assert speller.repaired("mortsel") == "mortsel"
