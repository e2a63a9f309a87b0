"""The power of a joining PC fails right before and right after every line of its journal.

The normal run takes each `STRIDE`-th moment; `dev.py test --long` takes all.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from installer.config.model import EdgeCluster
from installer.engine.join_file import JoinFile
from installer.simulator.bundle import simulated_bundle
from installer.simulator.state import load_state
from tests.helpers.crashes import Recording, go_back, record
from tests.helpers.long import LONG, sample
from tests.helpers.simulated import session_in, things_left
from tests.helpers.two_pcs import begun, join_file_of, pc_with_bridge, second_pc

STRIDE = 6
CASES = {
    "a worker": (second_pc(), "worker"),
    "a worker by K3s": (second_pc(distribution="k3s"), "worker"),
    "a worker and a server": (second_pc("worker", "server"), "server"),
}


def _joined_wholly(folder: Path, config: EdgeCluster) -> None:
    vms = load_state(folder).vms
    for node in config.spec.nodes:
        vm = vms[node.name]
        joins = [job for job in vm.node.jobs_done if job.endswith("-join")]
        assert joins == [f"{config.spec.distribution}-join"]
        assert vm.running
        assert vm.autostart
        assert vm.media == []
    assert not (folder / "demo" / "join-ticket").exists()
    assert (folder / "demo" / "kubeconfig").exists() is bool(config.spec.servers)


async def _resume(recording: Recording, config: EdgeCluster, join: JoinFile) -> bool:
    """Go on; returns whether the ticket of the first run was enough."""
    session, _ = session_in(recording.folder, pc_with_bridge())
    if not session.store.begun("demo"):
        bundle = await simulated_bundle(recording.folder, config.spec.distribution)
        await session.apply(config, bundle=bundle, join=join)
        kept = False
    else:
        journal = (recording.folder / "demo" / "journal.jsonl").read_text()
        # The ticket is there before its step is done, and goes only when all have joined.
        kept = (recording.folder / "demo" / "join-ticket").exists() or "join-node" in journal
        await session.resume("demo", join=None if kept else join)
    _joined_wholly(recording.folder, config)
    return kept


async def _take_back(recording: Recording) -> None:
    session, world = session_in(recording.folder, pc_with_bridge())
    if session.store.exists("demo"):
        await session.remove("demo", even_finished=True)
    assert things_left(recording.folder, world) == []


@pytest.mark.timeout(1800 if LONG else 300)
@pytest.mark.parametrize("case", CASES)
def test_every_moment_of_joining_can_be_resumed_and_taken_back(tmp_path: Path, case: str) -> None:
    config, role = CASES[case]
    first = tmp_path / "one"
    asyncio.run(begun(first, config.spec.distribution))
    join = asyncio.run(join_file_of(first, "server" if role == "server" else "worker"))
    scenario = pc_with_bridge()
    recording = asyncio.run(record(tmp_path, scenario, config, join=join))
    assert recording.error is None
    kept = 0
    for copy in sample(recording.copies, STRIDE, offset=list(CASES).index(case)):
        go_back(recording, copy, scenario)
        kept += asyncio.run(_resume(recording, config, join))
        go_back(recording, copy, scenario)
        asyncio.run(_take_back(recording))
    # From early on the passphrase is needed no more.
    assert kept > len(recording.copies) // STRIDE // 2
