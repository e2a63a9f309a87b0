"""The first page says how the cluster is, and never that all is well when nothing was heard."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from installer.cluster.around import Around
from installer.cluster.decode import Decoder
from installer.cluster.overview import overview_of
from installer.cluster.overview_model import Health
from installer.cluster.registry import kind_of_object
from installer.cluster.rows import Row
from installer.cluster.states import FeedState, FeedWord

OBJECTS = Path(__file__).parents[2] / "data" / "objects"
AS_OF = 1_767_607_800.0
LIVE = {name: FeedState(FeedWord.LIVE, AS_OF) for name in ("nodes", "pods")}


def row(stem: str) -> Row:
    found = json.loads((OBJECTS / f"{stem}.json").read_text(encoding="utf-8"))["object"]
    decoder = Decoder(kind_of_object(found["kind"], found["apiVersion"]))
    good, _ = decoder.objects([json.dumps(found).encode()])
    return decoder.rows(good, Around(AS_OF, AS_OF, None, {}, None))[0]


@pytest.mark.parametrize(
    "rows",
    [{}, {"nodes": []}, {"nodes": [], "pods": []}, {"pods": [row("001-pod-running")]}],
    ids=["nothing", "no node", "neither", "pods only"],
)
def test_a_cluster_that_was_not_heard_is_not_called_healthy(rows: dict[str, list[Row]]) -> None:
    assert overview_of(rows, {}, None).health is Health.UNKNOWN


def test_all_is_well_when_nodes_and_pods_are() -> None:
    rows = {"nodes": [row("109-node-ready")], "pods": [row("001-pod-running")]}
    assert overview_of(rows, LIVE, None).health is Health.HEALTHY


def test_what_may_not_be_read_is_not_called_healthy() -> None:
    rows = {"nodes": [row("109-node-ready")], "pods": []}
    states = LIVE | {"pods": FeedState(FeedWord.DENIED, AS_OF, "You may not list pods.")}
    page = overview_of(rows, states, None)
    assert page.health is Health.UNKNOWN
    assert page.blind == {"pods": "You may not list pods."}


def test_a_pod_that_crashes_needs_attention() -> None:
    rows = {"nodes": [row("109-node-ready")], "pods": [row("002-pod-crashloop")]}
    page = overview_of(rows, LIVE, None)
    assert page.health is Health.ATTENTION
    assert [item.refs[0].name for item in page.attention] == [rows["pods"][0].name]
