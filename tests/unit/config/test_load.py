from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from installer.config.load import load_config, parse_config
from installer.config.words import _FALLBACK
from installer.config.yaml_lines import read_yaml
from installer.errors import ConfigInvalid, Problem, UsageError
from tests.unit.config.samples import CASES, GOOD, good_with


def problems_in(text: str) -> tuple[Problem, ...]:
    with pytest.raises(ConfigInvalid) as caught:
        parse_config(text, "shop.yaml")
    return caught.value.problems


@pytest.mark.parametrize("name", CASES)
def test_a_bad_file_is_told_all_its_problems(name: str) -> None:
    case = CASES[name]
    assert problems_in(case["file"]) == tuple(Problem(**found) for found in case["problems"])


def test_the_error_names_the_file_and_lists_every_problem_in_its_details() -> None:
    with pytest.raises(ConfigInvalid) as caught:
        parse_config(CASES["sizes"]["file"], "shop.yaml")
    assert caught.value.brief == "shop.yaml has 2 problems."
    assert caught.value.details.splitlines()[0].startswith("line 10, spec.nodes[0].memory: ")
    assert len(caught.value.details.splitlines()) == 2


@pytest.mark.parametrize("name", ["proxy", "proxy-schemes", "shares-secrets"])
def test_a_secret_in_the_file_is_not_repeated_in_the_error(name: str) -> None:
    assert "geheim" in CASES[name]["file"]
    with pytest.raises(ConfigInvalid) as caught:
        parse_config(CASES[name]["file"], "shop.yaml")
    assert "geheim" not in caught.value.details
    assert "anna" not in caught.value.details


def test_a_secret_in_a_field_of_another_kind_is_cut_out_too() -> None:
    (problem,) = problems_in(good_with(("name: shop-1\n", "name: http://anna:geheim@x\n")))
    assert problem.found == '"...@x"'


@given(st.data())
def test_whatever_stands_at_a_place_is_either_taken_or_explained(data: st.DataObject) -> None:
    document = read_yaml(GOOD)
    place = data.draw(st.sampled_from([place for place in document.lines if len(place) > 1]))
    junk = st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=20),
        st.lists(st.integers(), max_size=2),
        st.dictionaries(st.text(max_size=5), st.integers(), max_size=2),
    )
    value: Any = document.value
    for part in place[:-1]:
        value = value[part]
    value[place[-1]] = data.draw(junk)
    text = yaml.safe_dump(document.value, sort_keys=False)
    try:
        parse_config(text, "shop.yaml")
    except ConfigInvalid as error:
        for problem in error.problems:
            assert problem.line is not None
            assert problem.message != _FALLBACK
            assert str(problem).isprintable()


@given(st.text(alphabet=st.sampled_from("ab:- \n\t{}[]'\"&*!#?|>%@`,"), max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    with pytest.raises(ConfigInvalid):
        parse_config(text, "shop.yaml")


@pytest.mark.parametrize("text", ["[" * 5000, "{a: " * 5000, "- " * 5000, "? " * 5000])
def test_deep_nesting_is_refused_before_it_exhausts_the_stack(text: str) -> None:
    (problem,) = problems_in(text)
    assert problem.message == "the text is nested too deeply"
    assert problem.line == 1


def test_values_are_read_as_yaml_1_2_does() -> None:
    text = "{a: no, b: 010, c: 0x1F, d: 1:30, e: 2024-01-01, f: 1_000, g: 1e5, h: .inf, i: '1'}"
    values = read_yaml(text).value
    assert isinstance(values, dict)
    assert all(isinstance(value, str) for value in values.values())
    assert read_yaml("{a: 10, b: -1, c: true, d: ~, e: 1.5, f: }").value == {
        "a": 10, "b": -1, "c": True, "d": None, "e": 1.5, "f": None,
    }  # fmt: skip


def test_an_endless_number_is_refused_like_any_other_wrong_value() -> None:
    (cpus, memory) = problems_in(
        good_with(("cpus: 2", f"cpus: {'9' * 6000}"), ("4GiB", f"{'9' * 6000}GiB"))
    )
    assert (cpus.message, memory.message) == ("this is not a whole number", "this is not a size")
    assert len(str(cpus)) < 200


def test_a_file_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert load_config(path) == parse_config(GOOD, "shop.yaml")


def test_marks_and_line_ends_of_windows_editors_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "shop.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert load_config(path).name == "shop-1"


def test_problems_of_a_file_carry_its_path(tmp_path: Path) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text(CASES["empty"]["file"], encoding="utf-8")
    with pytest.raises(ConfigInvalid) as caught:
        load_config(path)
    assert caught.value.source == str(path)


@pytest.mark.parametrize(
    ("data", "message", "line"),
    [
        (GOOD.encode("utf-16"), "the file is UTF-16 text, not UTF-8", 1),
        (GOOD.replace("shop-1\n", "café\n").encode("latin-1"), "the file is not UTF-8 text", 4),
        (b"#" * 300_000, "the file is too large for a cluster file", None),
    ],
    ids=["utf-16", "latin-1", "too large"],
)
def test_a_file_that_is_no_text_of_ours_is_refused(
    tmp_path: Path, data: bytes, message: str, line: int | None
) -> None:
    path = tmp_path / "shop.yaml"
    path.write_bytes(data)
    with pytest.raises(ConfigInvalid) as caught:
        load_config(path)
    (problem,) = caught.value.problems
    assert (problem.message, problem.line) == (message, line)


def test_a_text_that_is_too_large_is_refused() -> None:
    (problem,) = problems_in("#" * 300_000)
    assert problem.message == "the file is too large for a cluster file"


def test_a_missing_file_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no file") as caught:
        load_config(tmp_path / "absent.yaml")
    assert "edgewright new" in caught.value.advice


def test_a_folder_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder"):
        load_config(tmp_path)


def test_a_file_that_cannot_be_opened_is_a_usage_error(tmp_path: Path) -> None:
    loop = tmp_path / "loop.yaml"
    loop.symlink_to(loop)
    with pytest.raises(UsageError, match="cannot be read"):
        load_config(loop)
