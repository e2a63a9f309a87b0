"""Known issues, by what programs really said; see tests/data/known-issues."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from installer.error_guide import error_leaves
from installer.known_issues import LONGEST, KnownIssue, find_known_issue, known_issues

# Python's own reader of patterns; it has no public name.
PARSER: Any = importlib.import_module("re._parser")
DATA = Path(__file__).resolve().parents[1] / "data" / "known-issues"
HEALTHY: dict[str, dict[str, str]] = yaml.safe_load((DATA / "healthy.yaml").read_text("utf-8"))
SAMPLES: list[tuple[str, dict[str, str]]] = [
    (ident, sample)
    for path in sorted(DATA.glob("*.yaml"))
    if path.stem != "healthy"
    for ident, samples in yaml.safe_load(path.read_text("utf-8")).items()
    for sample in samples
]
BY_ID = {issue.id: issue for issue in known_issues()}
# One repetition may be as long as a line of a log, two in one pattern multiply.
LONGEST_REPETITION = 400
MOST_WORK = 40_000


def matching(text: str) -> list[str]:
    """The ids of all issues whose words stand in the text."""
    return [issue.id for issue in known_issues() if issue.matches(text)]


@pytest.mark.parametrize(("ident", "sample"), SAMPLES, ids=[ident for ident, _ in SAMPLES])
def test_a_sample_is_known_by_its_own_issue_and_no_other(
    ident: str, sample: dict[str, str]
) -> None:
    assert matching(sample["text"]) == [ident]
    assert sample["origin"]


@pytest.mark.parametrize("name", HEALTHY)
def test_what_healthy_systems_say_is_no_issue(name: str) -> None:
    assert matching(HEALTHY[name]["text"]) == []


def test_what_the_program_says_itself_is_no_issue() -> None:
    own = [leaf.resolution for leaf in error_leaves()]
    own += [text for issue in known_issues() for text in (issue.cause, issue.remedy)]
    assert matching("\n".join(own)) == []


def test_every_issue_has_a_sample_and_every_sample_an_issue() -> None:
    assert {ident for ident, _ in SAMPLES} == BY_ID.keys()


def test_every_issue_has_an_id_of_its_own_and_whole_sentences() -> None:
    issues = known_issues()
    assert len(issues) >= 40
    assert len(BY_ID) == len(issues)
    for issue in issues:
        assert re.fullmatch(r"[a-z]+\.[a-z_]+", issue.id), issue.id
        assert issue.source, issue.id
        for text in (issue.cause, issue.remedy):
            assert text.endswith("."), issue.id
            assert text[0].isupper() or text.startswith("`"), issue.id
            assert "\n" not in text, issue.id


def test_of_several_issues_the_cause_is_told_and_not_what_follows() -> None:
    follows = "[kubelet-check] The kubelet is not healthy after 4m0s\n"
    cause = "failed to run Kubelet: running with swap on is not supported, please disable swap\n"
    for text in (follows + cause, cause + follows):
        found = find_known_issue(text)
        assert found is not None
        assert found.id == "kubeadm.swap_on"


def test_an_unknown_text_has_no_issue() -> None:
    assert find_known_issue("") is None
    assert find_known_issue("ended with code 1") is None


def test_the_words_count_when_they_stand_in_the_last_part_of_a_long_log() -> None:
    words = BY_ID["etcd.full"].id, "etcdserver: mvcc: database space exceeded\n"
    noise = "level=info msg=nothing\n" * (LONGEST // 20)
    found = find_known_issue(noise + words[1])
    assert found is not None
    assert found.id == words[0]
    assert find_known_issue(words[1] + noise) is None


@pytest.mark.parametrize("issue", known_issues(), ids=lambda issue: str(issue.id))
def test_no_pattern_can_take_more_than_a_bounded_time_at_a_place(issue: KnownIssue) -> None:
    assert work(parsed(issue)) <= MOST_WORK


@pytest.mark.parametrize("pattern", ["a+b", "a*", "(?:a{1,9}b){1,9}", "a{1,401}", "(?:x|a+)"])
def test_a_pattern_without_a_bound_is_found(pattern: str) -> None:
    with pytest.raises(AssertionError):
        work(list(PARSER.parse(pattern)))


@pytest.mark.parametrize("issue", known_issues(), ids=lambda issue: str(issue.id))
def test_the_longest_text_of_nothing_but_beginnings_is_searched_to_its_end(
    issue: KnownIssue,
) -> None:
    beginning = max(literals(parsed(issue)), key=len)
    text = beginning * (LONGEST // len(beginning))
    assert issue.matches(text) == issue.matches(beginning * 3)


@given(st.data())
def test_words_are_found_when_they_stand_in_one_line(data: st.DataObject) -> None:
    issue = data.draw(st.sampled_from(known_issues()))
    pieces = [piece for piece in literals(parsed(issue)) if piece]
    words = st.lists(st.sampled_from([*pieces, "\n", " ", "x", "0"]), min_size=1, max_size=12)
    text = "".join(data.draw(words))
    whole, by_line = matching(text), {i for line in text.split("\n") for i in matching(line)}
    assert set(whole) == by_line
    found = find_known_issue(text * 200)
    assert found is not None or not whole


def parsed(issue: KnownIssue) -> list[Any]:
    """The parts of a pattern."""
    return list(PARSER.parse(issue.pattern))


def work(parts: list[Any]) -> int:
    """At most how many steps a pattern can try from one place; asserts that it has an end."""
    total = 1
    for operator, value in parts:
        name = str(operator)
        if name in {"MAX_REPEAT", "MIN_REPEAT"}:
            _, most, inner = value
            assert most != PARSER.MAXREPEAT, "a repetition without a limit"
            assert int(most) <= LONGEST_REPETITION
            assert work(list(inner)) == 1 or most == 1, "a repetition within a repetition"
            total *= int(most)
        elif name == "BRANCH":
            total *= max(work(list(branch)) for branch in value[1])
        elif name == "SUBPATTERN":
            total *= work(list(value[-1]))
    return total


def literals(parts: list[Any]) -> Iterator[str]:
    """The plain words of a pattern."""
    word = ""
    for operator, value in parts:
        name = str(operator)
        if name == "LITERAL":
            word += chr(value)
            continue
        yield word
        word = ""
        if name == "BRANCH":
            for branch in value[1]:
                yield from literals(list(branch))
        elif name == "SUBPATTERN":
            yield from literals(list(value[-1]))
        elif name in {"MAX_REPEAT", "MIN_REPEAT"}:
            yield from literals(list(value[2]))
    yield word
