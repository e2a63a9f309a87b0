"""Checks of memory, processors and disk: the truth table around each limit."""

from __future__ import annotations

import pytest

from installer.checks.base import Verdict
from installer.checks.cpu_count import CHECK as CPU_COUNT
from installer.checks.disk_free import CHECK as DISK_FREE
from installer.checks.host_memory import CHECK as HOST_MEMORY
from installer.checks.host_memory_headroom import CHECK as HEADROOM
from installer.facts.disk import Disk
from installer.facts.memory import Memory
from installer.facts.processors import Processors
from installer.units import GIB, MIB, Size
from tests.unit.checks.pc import cluster, judged, pc

PASS, SKIP, FAIL = Verdict.PASS, Verdict.SKIP, Verdict.FAIL


def free_memory(size: float) -> Memory:
    return Memory(Size(64 * GIB), Size(int(size)))


@pytest.mark.parametrize(
    ("free", "node_gib", "fits", "headroom"),
    [
        (4 * GIB - 1, 4, FAIL, SKIP),
        (4 * GIB, 4, PASS, FAIL),
        (4 * GIB + 1536 * MIB - 1, 4, PASS, FAIL),
        (4 * GIB + 1536 * MIB, 4, PASS, PASS),
        # From 10 GiB on, 15 % are more than 1.5 GiB.
        (10 * GIB + 1536 * MIB, 10, PASS, PASS),
        (20 * GIB + 1536 * MIB, 20, PASS, FAIL),
        (23 * GIB - 1, 20, PASS, FAIL),
        (23 * GIB, 20, PASS, PASS),
    ],
)
def test_memory(free: int, node_gib: int, fits: Verdict, headroom: Verdict) -> None:
    facts, config = pc(memory=free_memory(free)), cluster(memory_gib=node_gib)
    assert judged(HOST_MEMORY, facts, config).verdict is fits
    assert judged(HEADROOM, facts, config).verdict is headroom


def test_too_little_memory_is_said_in_sizes() -> None:
    finding = judged(HOST_MEMORY, pc(memory=free_memory(1.5 * GIB)))
    assert "1.5GiB" in finding.summary
    assert "4GiB" in finding.summary


@pytest.mark.parametrize(
    ("there", "asked", "verdict"),
    [(8, 2, PASS), (3, 2, PASS), (2, 2, PASS), (1, 2, FAIL), (4, 16, FAIL), (8, 1, FAIL)],
)
def test_processors(there: int, asked: int, verdict: Verdict) -> None:
    processors = Processors(there, "Some CPU", virtualization=True, hypervisor=False)
    finding = judged(CPU_COUNT, pc(processors=processors), cluster(cpus=asked))
    assert finding.verdict is verdict
    if there == asked:
        assert "answer slowly" in finding.summary


@pytest.mark.parametrize(
    ("there", "verdict"), [(5, PASS), (4, PASS), (3, Verdict.WARN), (2, Verdict.WARN), (1, FAIL)]
)
def test_nodes_may_share_processors_but_none_has_more_than_there_are(
    there: int, verdict: Verdict
) -> None:
    config = cluster(lan="10.92.0.0/24")
    [node] = config.spec.nodes
    nodes = (node, node.model_copy(update={"name": "demo-worker", "role": "worker"}))
    config = config.model_copy(update={"spec": config.spec.model_copy(update={"nodes": nodes})})
    processors = Processors(there, "Some CPU", virtualization=True, hypervisor=False)
    assert judged(CPU_COUNT, pc(processors=processors), config).verdict is verdict


@pytest.mark.parametrize(
    ("free", "data_gib", "verdict"),
    [
        (30 * GIB, 20, PASS),
        (30 * GIB - 1, 20, FAIL),
        (20 * GIB, 10, PASS),
        (0, 10, FAIL),
    ],
)
def test_disk_counts_the_data_disk_whole_and_the_root_and_the_payload(
    free: int, data_gib: int, verdict: Verdict
) -> None:
    facts = pc(disk=Disk(Size(free), "ext4", "/srv"))
    finding = judged(DISK_FREE, facts, cluster(disk_gib=data_gib))
    assert finding.verdict is verdict


def test_a_small_disk_is_named() -> None:
    finding = judged(DISK_FREE, pc(disk=Disk(Size(5 * GIB), "xfs", "/srv")))
    assert "30GiB" in finding.summary
    assert finding.evidence["file system"] == "xfs at /srv"
