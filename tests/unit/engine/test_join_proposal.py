"""The cluster file that is proposed for nodes which join."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from pathlib import Path

import pytest

from installer.config.model import EdgeCluster
from installer.engine.join_file import JoinFile
from installer.engine.join_fit import fitting_ticket
from installer.engine.join_proposal import propose_joining
from installer.errors import NotEligible
from installer.simulator.description import SimulatedPc
from tests.helpers.simulated import session_in
from tests.helpers.two_pcs import SUBNET, pc_with_bridge
from tests.unit.engine.test_join_fit import JOIN, NOW, TICKET, VERSION

NODES = {"till-1": "192.168.50.20", "demo-node-2": "192.168.50.254", "x": ""}


async def _proposed(
    folder: Path, join: JoinFile, *, own: str = "192.168.50.253/24", **pc: object
) -> EdgeCluster:
    scenario = pc_with_bridge()
    adapters = [{"name": "eth0"}, {"name": "br0", "kind": "bridge", "addresses": [own]}]
    content = scenario.pc.model_dump() | {"adapters": adapters} | pc
    scenario = scenario.model_copy(update={"pc": SimulatedPc.model_validate(content)})
    session, _ = session_in(folder, scenario)
    return propose_joining(await session.facts(), join, preset="small")


@pytest.mark.parametrize("distribution", ["kubeadm", "k3s"])
async def test_what_is_proposed_fits_the_join_file(tmp_path: Path, distribution: str) -> None:
    join = dataclasses.replace(JOIN, members=NODES, distribution=distribution)
    config = await _proposed(tmp_path, join)
    assert fitting_ticket(config, join, version=VERSION, now=NOW) is TICKET
    assert config.spec.join
    [node] = config.spec.nodes
    # 254 is a node's, 253 the PC's own.
    assert (node.name, node.role, str(node.address)) == ("demo-node-3", "worker", "192.168.50.252")
    assert config.spec.network.external is not None
    assert config.spec.network.external.adapter == "br0"


async def test_what_the_first_pc_says_of_the_network_of_all_is_taken_over(tmp_path: Path) -> None:
    outside = {"subnet": SUBNET, "gateway": "192.168.50.7", "vlan": None, "mtu": 1400}
    join = dataclasses.replace(JOIN, outside=outside, pod_cidr="192.168.219.0/24")
    config = await _proposed(tmp_path, join)
    external = config.spec.network.external
    assert external is not None
    assert (str(external.gateway), external.mtu) == ("192.168.50.7", 1400)
    # The usual network between PC and node is that of the pods here.
    assert str(config.spec.network.subnet) != "192.168.219.0/24"


async def test_a_pc_outside_of_the_clusters_network_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(NotEligible, match=r"leads into 192\.168\.50\.0/24"):
        await _proposed(tmp_path, JOIN, own="192.168.60.9/24")


async def test_a_network_without_a_free_address_is_told_so(tmp_path: Path) -> None:
    outside = {"subnet": "192.168.50.16/30", "gateway": "192.168.50.17"}
    join = dataclasses.replace(JOIN, outside=outside, members={"x": "192.168.50.18"})
    with pytest.raises(NotEligible, match="known to be free"):
        await _proposed(tmp_path, join, own="192.168.50.18/30")


async def test_the_role_is_that_of_the_file(tmp_path: Path) -> None:
    join = dataclasses.replace(JOIN, role="server", expires=datetime(2027, 1, 1, tzinfo=UTC))
    config = await _proposed(tmp_path, join)
    assert [node.role for node in config.spec.nodes] == ["server"]
