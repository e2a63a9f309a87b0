"""Several nodes: adding, naming and taking out, and what can be chosen for each."""

from __future__ import annotations

from pathlib import Path

import pytest

from gui.viewmodels.draft import NETWORK
from gui.viewmodels.resources import CPUS, DISK, MEMORY
from gui.viewmodels.wizard import WizardModel
from installer.api import GIB, Size
from installer.simulator.description import SimulatedPc
from installer.simulator.scenario import Scenario
from tests.helpers.wizard import settled, wizard_in

LARGE = Scenario(
    title="large",
    pc=SimulatedPc(
        cpus=16,
        memory_total=Size(64 * GIB),
        memory_available=Size(56 * GIB),
        disk_free=Size(500 * GIB),
    ),
)


@pytest.fixture
async def model(tmp_path: Path) -> WizardModel:
    made = wizard_in(tmp_path, LARGE)
    made.check.look()
    await settled(made)
    return made


def most(model: WizardModel, index: int, key: str) -> int:
    return next(choice.most for choice in model.resources.choices(index) if choice.key == key)


async def test_a_worker_brings_the_network_between_the_nodes_and_takes_it_away(
    model: WizardModel,
) -> None:
    draft = model.setup.draft
    model.resources.add()
    assert draft.config is not None, draft.problems
    assert [(item.name, item.role) for item in model.resources.nodes.items] == [
        ("edge-1-node", "server"),
        ("edge-1-node-2", "worker"),
    ]
    assert draft.config.spec.network.lan is not None
    assert "lan" in {field.key for field in model.network.fields}
    model.resources.nodes.remove(1)
    assert draft.get(f"{NETWORK}.lan") is None
    assert len(model.resources.nodes.items) == 1


async def test_what_one_node_has_the_other_cannot_choose(model: WizardModel) -> None:
    alone = {key: most(model, 0, key) for key in (MEMORY, CPUS, DISK)}
    model.resources.add()
    assert most(model, 0, MEMORY) == alone[MEMORY] - 8
    assert most(model, 0, DISK) == alone[DISK] - 10 - 10
    model.resources.choose(0, CPUS, 16)
    assert most(model, 1, CPUS) == 16 - 14
    assert model.setup.report is not None
    assert not model.setup.report.blocking()


async def test_everything_that_can_be_chosen_passes_the_checks(model: WizardModel) -> None:
    for _ in range(2):
        model.resources.add()
    for index in range(3):
        for key in (MEMORY, DISK):
            model.resources.choose(index, key, 10_000)
    assert model.setup.report is not None
    assert [o.check.id for o in model.setup.report.blocking()] == []
    assert model.resources.verdict[0] == "ok"


async def test_where_nothing_is_left_there_is_no_further_node_and_the_reason_is_said(
    model: WizardModel,
) -> None:
    model.resources.choose(0, MEMORY, 10_000)
    assert "less" in model.resources.no_more
    model.resources.add()
    assert len(model.resources.nodes.items) == 1


async def test_servers_are_odd(model: WizardModel) -> None:
    for _ in range(3):
        model.resources.add()
    nodes = model.resources.nodes
    assert nodes.possible_servers == (1, 3)
    nodes.choose_servers(2)
    assert nodes.servers == 1
    nodes.choose_servers(3)
    assert nodes.servers == 3
    nodes.remove(3)
    assert nodes.servers == 3
    nodes.remove(2)
    assert nodes.servers == 1
    assert model.setup.draft.config is not None


async def test_names_follow_the_cluster_until_somebody_names_a_node(model: WizardModel) -> None:
    model.resources.add()
    model.resources.add()
    model.resources.nodes.rename(1, "packing")
    model.run.rename("shop")
    names = [item.name for item in model.resources.nodes.items]
    assert names == ["shop-node", "packing", "shop-node-3"]
    model.resources.nodes.rename(2, "packing")
    assert model.resources.nodes.items[2].problem
    assert "packing" in model.resources.hindrance
