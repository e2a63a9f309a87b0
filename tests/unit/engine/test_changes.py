"""What a journal says of the time after an installation."""

from __future__ import annotations

import pytest

from installer.engine.changes import (
    broken_return,
    config_now,
    held_snapshots,
    must_fit_together,
    pending_changes,
    running_before,
)
from installer.engine.records import Record
from installer.errors import JournalUnreadable, UsageError
from tests.helpers.simulated import demo_config


def _records(*entries: tuple[str, dict[str, object]]) -> list[Record]:
    return [
        Record(seq=number, at=f"at {number}", kind=kind, data=data)
        for number, (kind, data) in enumerate(entries, start=1)
    ]


def _change(node: str, **flags: bool) -> tuple[str, dict[str, object]]:
    kinds = {"grow": False, "restart": False, "running": False, **flags}
    return "config", {"node": node, "config": {}, **kinds}


def _snapshot(label: str, state: str, **more: object) -> tuple[str, dict[str, object]]:
    return "snapshot", {"label": label, "state": state, **more}


def test_the_last_config_holds() -> None:
    first = demo_config()
    content = first.model_dump(mode="json", by_alias=True)
    content["spec"]["nodes"][0]["cpus"] = 3
    assert config_now([], first) is first
    other = config_now(_records(("config", {"config": content})), first)
    assert other.spec.nodes[0].cpus == 3


@pytest.mark.parametrize("data", [{}, {"config": {"apiVersion": "x"}}])
def test_a_config_that_cannot_be_read_is_a_clear_error(data: dict[str, object]) -> None:
    with pytest.raises(JournalUnreadable):
        config_now(_records(("config", data)), demo_config())


def test_a_change_is_pending_until_it_is_settled_and_adds_up() -> None:
    entries = [_change("a", grow=True), _change("b", restart=True), _change("a", running=True)]
    first, second = pending_changes(_records(*entries))
    assert (first.node, first.grow, first.restart, first.running) == ("a", True, False, True)
    assert (second.node, second.grow, second.restart, second.running) == ("b", False, True, False)
    [left] = pending_changes(_records(*entries, ("settled", {"node": "a"})))
    assert left.node == "b"


def test_a_return_to_a_snapshot_leaves_nothing_pending() -> None:
    assert pending_changes(_records(_change("a", grow=True), ("config", {"config": {}}))) == ()


@pytest.mark.parametrize(
    ("states", "whole"),
    [
        (("taking",), [("x", False)]),
        (("taking", "taken"), [("x", True)]),
        (("taking", "taken", "returning"), [("x", True)]),
        (("taking", "taken", "returning", "returned"), [("x", True)]),
        (("taking", "taken", "deleting"), [("x", False)]),
        (("taking", "taken", "deleting", "deleted"), []),
        (("taking", "taking", "taken"), [("x", True)]),
    ],
)
def test_a_snapshot_is_whole_only_when_nothing_about_it_broke_off(
    states: tuple[str, ...], whole: list[tuple[str, bool]]
) -> None:
    held = held_snapshots(_records(*(_snapshot("x", state) for state in states)))
    assert [(s.label, s.whole) for s in held.values()] == whole


def test_a_snapshot_knows_when_it_was_taken_and_how_large_the_disks_were() -> None:
    held = held_snapshots(
        _records(_snapshot("x", "taking"), _snapshot("x", "taken", dataDisks={"a": 5}))
    )
    assert (held["x"].at, held["x"].data_disks) == ("at 2", {"a": 5})


def test_a_broken_return_is_named_and_refused_until_it_ended() -> None:
    begun = [_snapshot("x", "taken"), _snapshot("x", "returning", running=["a"])]
    assert broken_return(_records(*begun)) == "x"
    assert running_before(_records(*begun)) == {"a"}
    with pytest.raises(UsageError) as caught:
        must_fit_together(_records(*begun), "shop")
    assert "edgewright snapshot shop return x" in caught.value.advice
    ended = _records(*begun, _snapshot("x", "returned"))
    assert broken_return(ended) is None
    assert running_before(ended) == ()
    must_fit_together(ended, "shop")
