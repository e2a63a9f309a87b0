"""What the pages share: proposals for this PC, judgements, another PC."""

from __future__ import annotations

from pathlib import Path

from gui.viewmodels.draft import NETWORK, NODE
from gui.viewmodels.setup import CUSTOM, Options
from installer.api import GIB, default_cluster
from installer.simulator.description import SimulatedPc
from installer.simulator.scenario import Scenario
from installer.units import Size
from tests.helpers.wizard import wizard_in

TIGHT = Scenario(title="tight", pc=SimulatedPc(memory_available=Size(6 * GIB)))
TAKEN = Scenario(title="taken", pc=SimulatedPc(routes=("192.168.219.0/24",)))


async def test_the_first_look_proposes_what_fits(tmp_path: Path) -> None:
    setup = wizard_in(tmp_path, TIGHT).setup
    await setup.look()
    config = setup.draft.config
    assert config is not None
    assert config.spec.nodes[0].memory < 5 * GIB
    assert setup.report is not None
    assert setup.report.eligible != "no"


async def test_networks_that_the_pc_uses_are_avoided_from_the_start(tmp_path: Path) -> None:
    setup = wizard_in(tmp_path, TAKEN).setup
    await setup.look()
    assert setup.draft.get(f"{NETWORK}.subnet") != "192.168.219.0/24"
    assert setup.objection(f"{NETWORK}.subnet") == ""


async def test_another_size_keeps_the_networks_that_were_typed(tmp_path: Path) -> None:
    setup = wizard_in(tmp_path).setup
    await setup.look()
    setup.change(f"{NETWORK}.subnet", "10.77.0.0/24")
    setup.propose("small")
    assert setup.draft.get(f"{NETWORK}.subnet") == "10.77.0.0/24"
    assert setup.draft.get(f"{NODE}.cpus") == 2


async def test_a_second_look_keeps_custom_sizes(tmp_path: Path) -> None:
    setup = wizard_in(tmp_path).setup
    await setup.look()
    setup.preset = CUSTOM
    setup.change(f"{NODE}.cpus", 3)
    await setup.look()
    assert setup.draft.get(f"{NODE}.cpus") == 3


async def test_a_changed_answer_is_judged_at_once(tmp_path: Path) -> None:
    setup = wizard_in(tmp_path).setup
    await setup.look()
    setup.change(f"{NETWORK}.podCidr", "192.168.20.0/22")
    assert "192.168.20.0/24 on eth0" in setup.objection(f"{NETWORK}.podCidr")
    setup.change(f"{NETWORK}.podCidr", "10.50.0.0/16")
    assert setup.objection(f"{NETWORK}.podCidr") == ""


async def test_another_pc_forgets_what_was_known(tmp_path: Path) -> None:
    setup = wizard_in(tmp_path, options=Options()).setup
    await setup.look()
    setup.use_pc("low-memory")
    assert (setup.facts, setup.report, setup.bundle) == (None, None, None)


async def test_a_name_that_is_taken_is_not_proposed(tmp_path: Path) -> None:
    (tmp_path / "happy-shop" / "edge-1").mkdir(parents=True)
    setup = wizard_in(tmp_path).setup
    assert setup.draft.get("metadata.name") == "edge-2"


async def test_answers_of_a_file_are_not_replaced_by_a_proposal(tmp_path: Path) -> None:
    setup = wizard_in(tmp_path).setup
    setup.take_answers(default_cluster("from-a-file"))
    await setup.look()
    assert setup.draft.config == default_cluster("from-a-file")
