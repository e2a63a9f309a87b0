"""The keys of a cluster stand in their own files, for their owner alone, and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from installer.errors import StepFailed
from installer.events import Event, event_record
from installer.simulator.bundle import simulated_bundle
from installer.simulator.scenario import load_scenario
from tests.helpers.simulated import demo_config, session_in


def _secrets(keys: Path) -> list[str]:
    """The lines of all private keys; each alone would give a part of a key away."""
    private = [path for path in keys.iterdir() if not path.name.endswith(".pub")]
    assert len(private) == 2
    return [
        line
        for path in private
        for line in path.read_text().splitlines()
        if line and not line.startswith("-----")
    ]


@pytest.mark.parametrize("name", ["happy-shop", "flaky-step", "broken-step"])
async def test_no_journal_event_or_error_holds_a_key(tmp_path: Path, name: str) -> None:
    session, _ = session_in(tmp_path, load_scenario(name))
    events: list[Event] = []
    session.bus.subscribe(events.append)
    said = ""
    try:
        await session.apply(demo_config(), bundle=await simulated_bundle(tmp_path))
    except StepFailed as error:
        said = error.brief + error.details
    cluster = tmp_path / "demo"
    said += json.dumps([event_record(event) for event in events], default=str)
    said += (cluster / "journal.jsonl").read_text()
    for secret in _secrets(cluster / "keys"):
        assert secret not in said


async def test_what_is_secret_can_be_read_by_its_owner_alone(tmp_path: Path) -> None:
    session, _ = session_in(tmp_path, load_scenario("happy-shop"))
    await session.apply(demo_config(), bundle=await simulated_bundle(tmp_path))
    cluster = tmp_path / "demo"
    for path in (
        cluster / "keys" / "client",
        cluster / "keys" / "demo-node",
        cluster / "kubeconfig",
    ):
        assert path.stat().st_mode & 0o077 == 0
    assert cluster.stat().st_mode & 0o077 == 0
