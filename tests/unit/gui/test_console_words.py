"""Plain words beside kubectl's, filters as they are typed, and words of connection and time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gui.cells import State
from gui.viewmodels.console.clock import past_words
from gui.viewmodels.console.columns import columns_of, state_of_row
from gui.viewmodels.console.connection import connection_words, worst
from gui.viewmodels.console.filters import Filter, LabelTerm, parse_filter
from gui.viewmodels.console.pages import KIND_TITLES, PAGES, PageName, page_of
from gui.viewmodels.console.surroundings import Surroundings
from gui.viewmodels.console.words import state_of
from installer.api.console import FeedState, FeedWord, all_kinds
from tests.helpers.console_objects import NOW, pod, waiting
from tests.helpers.console_world import World


@pytest.mark.parametrize(
    ("kind", "word", "attention", "expected"),
    [
        ("pods", "Running", False, State("ok", "Running")),
        ("pods", "Running", True, State("warn", "Not ready", "Running")),
        ("pods", "CrashLoopBackOff", True, State("fail", "Keeps crashing", "CrashLoopBackOff")),
        ("pods", "Init:1/3", False, State("run", "Preparing", "Init:1/3")),
        ("pods", "Init:Error", True, State("fail", "Ended with an error", "Init:Error")),
        ("pods", "Init:ExitCode:2", True, State("fail", "Preparation fails", "Init:ExitCode:2")),
        ("pods", "Completed", False, State("neutral", "Finished", "Completed")),
        ("pods", "SomethingNew", False, State("neutral", "SomethingNew")),
        ("pods", "SomethingNew", True, State("warn", "SomethingNew")),
        ("pods", "", False, State("neutral", "Not known")),
        ("nodes", "Ready", False, State("ok", "Ready")),
        (
            "nodes",
            "Ready,SchedulingDisabled",
            False,
            State("info", "Closed for new pods", "Ready,SchedulingDisabled"),
        ),
        ("nodes", "NotReady", True, State("fail", "Not ready", "NotReady")),
        ("claims", "Lost", True, State("fail", "Volume is lost", "Lost")),
    ],
)
def test_a_word_of_kubernetes_has_a_mark_and_a_plain_word(
    kind: str, word: str, attention: bool, expected: State
) -> None:
    assert state_of(kind, word, attention=attention) == expected


def samples() -> list[Any]:
    folder = Path(__file__).resolve().parents[2] / "data" / "objects"
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]


def test_what_needs_attention_never_looks_well_and_what_does_not_never_looks_broken() -> None:
    kinds = {kind.word: kind for kind in all_kinds().values()}
    wrong = []
    for sample in samples():
        kind = kinds.get(sample["kind"])
        if kind is None or kind.name == "events":
            continue
        try:
            row = World({}).keep(kind.name, sample["object"])
        except msgspec.ValidationError:
            continue  # an object that no client could read
        mark = state_of_row(kind, row).mark
        if row.attention is not (mark in ("warn", "fail")):
            wrong.append((sample["kind"], sample["expect"].get("STATUS"), mark))
    assert wrong == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", Filter()),
        ("Web pod", Filter(words=("web", "pod"))),
        ("app=web", Filter(labels=(LabelTerm("app", "web", True),))),
        ("app==web", Filter(labels=(LabelTerm("app", "web", True),))),
        ("tier!=db x", Filter(words=("x",), labels=(LabelTerm("tier", "db", False),))),
        ("!canary", Filter(labels=(LabelTerm("canary", None, False),))),
        ("app.io/name=a", Filter(labels=(LabelTerm("app.io/name", "a", True),))),
    ],
)
def test_what_is_typed_is_read_as_words_and_labels(typed: str, expected: Filter) -> None:
    assert parse_filter(typed) == expected


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("web", True), ("crashloop", True), ("app=web", True), ("app!=web", False), ("!app", False)],
)
def test_a_filter_judges_a_row(typed: str, wanted: bool) -> None:
    row = World({}).keep("pods", pod("web-1", state=waiting("CrashLoopBackOff")))
    assert parse_filter(typed).wants(row) is wanted
    assert parse_filter(typed, namespace="other").wants(row) is False


def test_the_header_tells_the_worst() -> None:
    states = [FeedState(word, NOW) for word in (FeedWord.LIVE, FeedWord.STALE, FeedWord.ABSENT)]
    found = worst([*states, None])
    assert found is not None
    assert found.word is FeedWord.STALE
    assert connection_words(found).word.startswith("Stale since ")
    assert worst([]) is None
    assert connection_words(None).word == "Connecting"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(-5, "0 s"), (65, "1 min 5 s"), (7200, "2 h"), (3 * 86_400, "3 days")],
)
def test_how_long_ago(seconds: float, expected: str) -> None:
    assert past_words(NOW - seconds, NOW) == expected


def test_every_kind_of_a_page_exists_and_has_titles_and_columns() -> None:
    around = Surroundings(lambda: NOW)
    for info in PAGES.values():
        for name in info.kinds:
            kind = all_kinds()[name]
            assert name in KIND_TITLES
            columns = columns_of(kind, around)
            assert len({column.key for column in columns}) == len(columns) > 2
            assert sum(column.kind == "main" for column in columns) == 1


def test_a_kind_without_a_page_leads_to_the_first() -> None:
    assert page_of("pods") is PageName.WORKLOADS
    assert page_of("secrets") is PageName.OVERVIEW
