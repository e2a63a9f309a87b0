from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from installer.config.load import parse_config
from installer.config.placeholders import Placeholders, Value
from installer.config.yaml_lines import read_yaml
from installer.errors import ConfigInvalid
from tests.unit.config.samples import GOOD, good_with

TABLE = "pcs.csv"


def values(**texts: str) -> Placeholders:
    cells = {n: Value(text, f"{TABLE}, line 3, column {n}") for n, text in texts.items()}
    return Placeholders(cells, {"SITE": "north", "EMPTY": ""}, table=TABLE)


def problem_in(text: str, placeholders: Placeholders) -> str:
    with pytest.raises(ConfigInvalid) as caught:
        parse_config(text, "shop.yaml", placeholders)
    assert len(caught.value.problems) == 1, caught.value.details
    return caught.value.details


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: ${name}", "shop-1"),
        ("a: x-${name}-${env:SITE}", "x-shop-1-north"),
        ("a: ${cpus}", 4),
        ("a: '${cpus}'", "4"),
        ('a: "${cpus}"', "4"),
        ("a: ${cpus}0", "40"),
        ("a: ${on}", True),
        ("a: ${nothing}", "null"),
        ("a: ${leading}", "007"),
        ("a: $${name}", "${name}"),
        ("a: $name", "$name"),
        ("a: ${sly}", "${name}"),
        ("a: ${list}", "[1, 2]"),
        ("a: ${group}", "b: {c: d}"),
        ("a: ['${name}', 2]", ["shop-1", 2]),
    ],
)
def test_a_value_takes_the_place_of_its_name(text: str, value: object) -> None:
    given = {"list": "[1, 2]", "group": "b: {c: d}", "sly": "${name}", "leading": "007"}
    placeholders = values(name="shop-1", cpus="4", on="true", nothing="null", **given)
    document = read_yaml(text, placeholders)
    assert (document.value, document.problems) == ({"a": value}, [])


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1))
def test_no_value_ever_adds_structure(text: str) -> None:
    document = read_yaml("a: ${x}\nb: [1, 'y${x}']\n", values(x=text))
    assert isinstance(document.value, dict)
    a, b = document.value["a"], document.value["b"]
    assert isinstance(a, (str, int, float))
    assert b == [1, f"y{text}"]
    assert not isinstance(a, str) or a == text


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("${nme}", "line 4, metadata.name: pcs.csv has no column nme; did you mean ${name}?"),
        ("${empty}", "pcs.csv, line 3, column empty is empty or not set"),
        ("${lines}", "not one line of text: pcs.csv, line 3, column lines"),
        ("${env:NOBODY}", "environment variable NOBODY is empty or not set"),
        ("${env:EMPTY}", "environment variable EMPTY is empty or not set"),
        ("x${name", "opened with ${ and never closed"),
        ("x${}", "between ${ and } the name of a column"),
        ("x${a b}", "between ${ and } the name of a column"),
    ],
)
def test_what_has_no_value_is_told_with_its_place(name: str, words: str) -> None:
    filled = {"name": "x", "empty": "", "lines": "a\nb"}
    text = good_with(("name: shop-1\n", f"name: {name}\n"), ("  name:", "  name:"))
    with pytest.raises(ConfigInvalid) as caught:
        parse_config(text, "shop.yaml", values(**filled))
    assert words in caught.value.details
    assert "line 4" in caught.value.details


def test_an_unfit_value_is_told_with_the_cell_that_it_comes_from() -> None:
    text = good_with(("name: shop-1\n", "name: ${name}\n"))
    said = problem_in(text, values(name="-x-"))
    assert "(value of pcs.csv, line 3, column name)" in said
    assert 'found "-x-"' in said


def test_an_unfit_value_of_the_environment_is_not_shown() -> None:
    text = good_with(("name: shop-1\n", "name: ${env:SECRET}\n"))
    said = problem_in(text, Placeholders({}, {"SECRET": "-geheim-"}))
    assert "environment variable SECRET" in said
    assert "geheim" not in said


def test_a_column_that_nothing_asks_for_is_a_mistake_except_the_pc_itself() -> None:
    said = problem_in(GOOD, values(pc="line-1", adress="192.168.1.5"))
    assert "the column adress of the table of PCs is not used" in said


def test_without_a_table_the_error_says_how_to_give_one() -> None:
    text = good_with(("name: shop-1\n", "name: ${name}\n"))
    assert "--values" in problem_in(text, Placeholders({}, {}))
