"""A cluster's own text cannot do harm on a screen."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from installer.cluster.phrases import say
from installer.cluster.text import CELL_LENGTH, inert, inert_text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("web-1", "web-1"),
        ("Größe 10 €", "Größe 10 €"),
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("a\nb\tc\r", "a␤b c␍"),
        ("gpj\u202efdp.exe", "gpj<U+202E>fdp.exe"),
        ("zero\u200bwidth", "zero<U+200B>width"),
        ("<b>bold</b>", "<b>bold</b>"),
        ("\x9b1m", "<U+009B>1m"),
    ],
)
def test_what_is_unsafe_becomes_a_sign(text: str, shown: str) -> None:
    assert inert(text) == shown


@given(st.text(max_size=600))
def test_no_control_or_turning_mark_is_left(text: str) -> None:
    shown = inert(text)
    assert len(shown) <= CELL_LENGTH * 9
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
    assert not [c for c in shown if unicodedata.bidirectional(c) in _TURNING]


_TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def test_a_megabyte_has_an_end() -> None:
    assert len(inert("x" * 1_000_000)) == CELL_LENGTH
    assert inert_text("x" * 1_000_000).endswith("(980000 more characters)")


def test_lines_stay_lines_where_there_may_be_several() -> None:
    assert inert_text("a\r\n\tb\x1b") == "a\n\tb␛"


def test_a_value_in_a_sentence_is_inert() -> None:
    assert str(say("It is {name}.", name="\x1b{x}")) == "It is ␛{x}."
