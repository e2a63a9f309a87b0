"""What a node may take of a PC, and judging again without looking again."""

from __future__ import annotations

import pytest

from installer.checks.base import Verdict
from installer.config.presets import memory_headroom
from installer.engine.capacity import MEMORY_STEP, Capacity, read_capacity
from installer.engine.proposal import default_cluster
from installer.engine.rejudge import judge_again
from installer.errors import NotEligible
from installer.facts.base import Facts, Unread
from installer.facts.disk import Disk
from installer.facts.memory import Memory
from installer.facts.processors import Processors
from installer.units import GIB, Size


def capacity(cpus: int = 8, available: float = 11, disk: float = 180) -> Capacity:
    return Capacity(
        cpus=cpus,
        memory_total=Size(16 * GIB),
        memory_available=Size(int(available * GIB)),
        disk_free=Size(int(disk * GIB)),
    )


def facts(available: Size) -> dict[str, object]:
    return {
        "host.memory": Memory(Size(16 * GIB), available),
        "host.processors": Processors(8, "x", virtualization=True, hypervisor=False),
        "host.disk": Disk(Size(180 * GIB), "ext4", "/"),
    }


@pytest.mark.parametrize("available", [4, 6.3, 11, 30, 120])
def test_the_most_memory_leaves_the_headroom_and_one_step_more_would_not(available: float) -> None:
    given = capacity(available=available)
    most = given.memory_most
    assert most + memory_headroom(most) <= given.memory_available
    more = Size(most + MEMORY_STEP)
    assert more + memory_headroom(more) > given.memory_available


@pytest.mark.parametrize(("cpus", "most"), [(2, 2), (4, 3), (8, 7), (64, 16)])
def test_one_processor_is_left_to_the_pc_where_that_is_possible(cpus: int, most: int) -> None:
    assert capacity(cpus=cpus).cpus_most == most


def test_the_disk_leaves_room_for_the_system_of_the_node() -> None:
    assert capacity(disk=100.7).disk_most == 88 * GIB


@pytest.mark.parametrize(
    ("given", "fits"),
    [
        (capacity(), True),
        (capacity(cpus=1), False),
        (capacity(available=3.4), False),
        (capacity(disk=21), False),
        (capacity(available=3.5, disk=22, cpus=2), True),
    ],
)
def test_a_pc_that_fits_no_node_is_known(given: Capacity, *, fits: bool) -> None:
    assert given.fits_any == fits
    assert given.memory_most >= 2 * GIB
    assert given.disk_most >= 10 * GIB


def test_a_pc_that_could_not_be_looked_at_has_no_capacity() -> None:
    known = facts(Size(11 * GIB)) | {"host.disk": Unread("df failed")}
    assert read_capacity(Facts(facts(Size(11 * GIB)))).cpus == 8
    with pytest.raises(NotEligible, match="looked at"):
        read_capacity(Facts(known))


def test_the_same_facts_are_judged_anew_for_another_config() -> None:
    known = Facts(facts(Size(6 * GIB)))
    small = default_cluster()
    node = small.spec.nodes[0].model_copy(update={"memory": Size(20 * GIB)})
    large = small.model_copy(update={"spec": small.spec.model_copy(update={"nodes": (node,)})})
    verdicts = [
        {o.check.id: o.finding.verdict for o in judge_again(known, config).outcomes}
        for config in (small, large)
    ]
    assert [v["host.memory"] for v in verdicts] == [Verdict.PASS, Verdict.FAIL]
