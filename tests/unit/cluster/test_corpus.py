"""Ninety objects with the columns that kubectl 1.37 prints and what a person must be told.

A case is one file of tests/data/objects: the object, and what is expected of it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from installer.cluster.around import Around, ClassFacts
from installer.cluster.decode import Decoder
from installer.cluster.registry import kind_of_object
from installer.cluster.rows import Kind, Row

CASES = sorted((Path(__file__).parents[2] / "data" / "objects").glob("*.json"))
NOW = 1_767_616_200.0  # 2026-01-05T12:30:00Z,an hour after the newest moment in the cases
AS_OF = 1_767_607_800.0  # 2026-01-05T10:10:00Z, ten minutes after most objects were made
NOT_COLUMNS = {"RESTARTS_HAS_AGO", "wide", "attention", "plain", "up_to_1.34"}
NOT_COLUMNS |= {"last_seen_at", "count", "LAST SEEN"}
# What the words of a case say that its object does not: what else is in that cluster.
CLASSES = {
    "local-path": ClassFacts(waits=True, expandable=False, default=False),
    "csi-example": ClassFacts(waits=False, expandable=True, default=False),
}
OLD_LEASE = {"124-node-heartbeat-old-but-ready": {"node-1": AS_OF - 7200}}


def case_of(path: Path) -> dict[str, Any]:
    case: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return case


def row_of(path: Path, minor: int | None = None) -> tuple[Kind, Row]:
    found = case_of(path)["object"]
    kind = kind_of_object(found["kind"], found["apiVersion"])
    around = Around(NOW, AS_OF, minor, CLASSES, OLD_LEASE.get(path.stem))
    decoder = Decoder(kind)
    good, bad = decoder.objects([json.dumps(found).encode()])
    assert not bad
    return kind, decoder.rows(good, around)[0]


def cells_of(kind: Kind, row: Row) -> dict[str, Any]:
    words: dict[str, Any] = {}
    for index, column in enumerate(kind.columns):
        cell = row.cells[index]
        words[column.name] = cell if isinstance(cell, (str, int)) else kind.text(row, index, NOW)
    return words


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_columns_are_those_of_kubectl(path: Path) -> None:
    expect = case_of(path)["expect"]
    cells = cells_of(*row_of(path))
    wanted = {k: v for k, v in expect.items() if k not in NOT_COLUMNS} | expect.get("wide", {})
    if "RESTARTS_HAS_AGO" in expect:
        count, _, ago = cells["RESTARTS"].partition(" ")
        assert ago.endswith(" ago)") is expect["RESTARTS_HAS_AGO"]
        cells["RESTARTS"] = count
    assert {name: cells[name] for name in wanted} == wanted


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_attention_is_that_of_the_case_and_a_sentence_is_there(path: Path) -> None:
    expect = case_of(path)["expect"]
    _, row = row_of(path)
    assert row.attention is expect["attention"], row.plain
    assert row.plain.endswith(".")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_sentence_says_what_the_author_of_the_case_says(path: Path) -> None:
    expect = case_of(path)["expect"]
    _, row = row_of(path)
    assert row.plain == OWN_WORDS.get(path.stem, expect["plain"])


# Where the program says the same in other words.
OWN_WORDS = {
    "016-pod-two-waiting-first-wins": "Several programs of this pod cannot run, for different "
    "reasons: ImagePullBackOff, CreateContainerConfigError.",
    "044-pod-job-done-sidecar-killed-no-conditions": "The job is finished; its helper was "
    "stopped afterwards, which is normal.",
    "092-pvc-resizing": "The storage is being made larger (60Gi to 70Gi).",
    "119-node-windows-notready": "The Windows node does not answer; restarting the machine "
    "may help.",
    "133-event-v1-new": "No node has enough processor power for this pod.",
}

OLDER = [path for path in CASES if "up_to_1.34" in case_of(path)["expect"]]


@pytest.mark.parametrize("path", OLDER, ids=lambda path: path.stem)
def test_an_older_server_has_its_own_words(path: Path) -> None:
    expect = case_of(path)["expect"]["up_to_1.34"]
    cells = cells_of(*row_of(path, minor=34))
    assert {name: cells[name] for name in expect} == expect


def test_the_time_of_an_event_is_its_last_one() -> None:
    for path in CASES:
        expect = case_of(path)["expect"]
        if "last_seen_at" in expect:
            _, row = row_of(path)
            assert row.facts.count == expect["count"]
            assert (row.facts.last_seen is None) is (expect["last_seen_at"] is None)
