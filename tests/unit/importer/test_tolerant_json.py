"""JSON as people leave it behind: what is read over, and where the rest is refused."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from installer.importer.findings import path_text
from installer.importer.tolerant_json import JsonText, Member, NotJson, read_json


def plain(member: Member) -> Any:
    value = member.value
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    return [plain(inner) for inner in value] if isinstance(value, list) else value


def places(found: JsonText) -> tuple[list[str], list[str]]:
    return [path_text(p) for p in found.commas], [path_text(p) for p in found.twice]


PLAIN_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=20,
)


@given(PLAIN_JSON, st.sampled_from([None, 2]), st.booleans())
def test_json_is_read_as_by_everybody(value: object, indent: int | None, ascii_only: bool) -> None:
    found = read_json(json.dumps(value, indent=indent, ensure_ascii=ascii_only))
    assert plain(found.root) == value
    assert (found.commas, found.comments) == ([], False)


def test_commas_and_comments_are_read_over_and_noted() -> None:
    found = read_json('{ // one\n "a": [1, 2,], /* two */ "b": {"c": "// no /* comment */",},}')
    assert plain(found.root) == {"a": [1, 2], "b": {"c": "// no /* comment */"}}
    assert places(found) == (["a", "b", "$"], [])
    assert found.comments


def test_a_name_that_stands_twice_is_noted_and_the_last_one_counts() -> None:
    found = read_json('{"a": {"B": 1, "b": 2}, "a": 3}')
    assert plain(found.root) == {"a": 3}
    assert places(found) == ([], ["a.b", "a"])


def test_a_decimal_number_keeps_its_digits() -> None:
    assert plain(read_json("[1.10, 1e3, 12345678901234567890]").root) == [
        Decimal("1.10"),
        Decimal("1e3"),
        Decimal("12345678901234567890"),
    ]
    assert str(plain(read_json("1.10").root)) == "1.10"


def test_halves_of_characters_cannot_break_what_is_written_later() -> None:
    found = plain(read_json(r'["\ud800", "\ud83d\ude00"]').root)
    assert found == ["\ufffd", "\U0001f600"]


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("", "$", "empty"),
        ("  // only a comment", "$", "empty"),
        ('{"a": 1', "$", "ends in the middle"),
        ('{"a": {"b": "te', "$", "ends in the middle"),
        ('{"a": 1,', "$", "ends in the middle"),
        ('"a": {}', "$", "braces"),
        ('{"a": 1}}', "$", "more text"),
        ('{"a": {"b": word}}', "a.b", "line 1, column 13: a value without quotation marks"),
        ('{"a": [0, 01]}', "a[1]", "without quotation marks"),
        ('{"a": NaN}', "a", "without quotation marks"),
        ('{"a": True}', "a", "without quotation marks"),
        ("{a: 1}", "$", "name without quotation marks"),
        ('{"a": {\n"b": "C:\\Temp"}}', "a.b", "line 2, column 9: a single backslash"),
        ('{"a": "x\ny"}', "a", "not closed on the same line"),
        ('{"a": {"b": 1 "c": 2}}', "a", "comma"),
        ('{"a": [1 2]}', "a", "comma"),
        ('{"a" 1}', "a", "colon"),
        ("{\u201ca\u201d: 1}", "$", "typographic"),
        ("[" * 100, "$", "too deeply"),
    ],
)
def test_what_is_not_json_is_refused_with_its_place(text: str, place: str, words: str) -> None:
    with pytest.raises(NotJson) as caught:
        read_json(text)
    assert path_text(caught.value.place) == place
    assert words in caught.value.why
