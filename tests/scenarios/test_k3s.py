"""Whole installations of K3s on simulated PCs."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from installer.bundle.manifest import NEWEST_VERSIONS
from installer.cli.main import main
from installer.config.model import EdgeCluster
from installer.engine.status import cluster_status
from installer.errors import BundleInvalid, NotEligible
from installer.simulator.bundle import simulated_bundle
from installer.simulator.power import PowerFailure
from installer.simulator.scenario import Scenario, load_scenario
from installer.simulator.state import load_state
from installer.simulator.trouble import PowerCut
from tests.helpers.simulated import demo_config, session_in, things_left

HAPPY = load_scenario("happy-shop")


def k3s_config(name: str = "demo") -> EdgeCluster:
    """A small cluster with K3s."""
    document = demo_config().model_dump(mode="json", by_alias=True)
    document["metadata"]["name"] = name
    document["spec"]["distribution"] = "k3s"
    return EdgeCluster.model_validate(document)


async def test_the_good_day_ends_with_a_ready_cluster(tmp_path: Path) -> None:
    session, _ = session_in(tmp_path, HAPPY)
    await session.apply(k3s_config(), bundle=await simulated_bundle(tmp_path, "k3s"))
    status = await cluster_status(session, "demo")
    assert (status.state, status.ready, status.missing) == ("installed", True, ())
    assert status.kubernetes == NEWEST_VERSIONS["k3s"]
    [vm] = load_state(tmp_path).vms.values()
    assert vm.node.jobs_done == ["k3s-install", "k3s-init"]
    assert "/etc/rancher/k3s/config.yaml" in vm.node.files
    document = yaml.safe_load((tmp_path / "demo" / "kubeconfig").read_text())
    assert document["current-context"] == "edgewright-demo"


async def test_further_servers_and_a_worker_join_the_first(tmp_path: Path) -> None:
    document = k3s_config().model_dump(mode="json", by_alias=True, exclude_none=True)
    spec = document["spec"]
    spec["network"]["lan"] = "10.92.0.0/24"
    [first] = spec["nodes"]
    first |= {"cpus": 1, "memory": "2GiB"}
    further = (("server-2", "server"), ("server-3", "server"), ("worker", "worker"))
    spec["nodes"] += [{**first, "name": name, "role": role} for name, role in further]
    session, _ = session_in(tmp_path, HAPPY)
    config = EdgeCluster.model_validate(document)
    await session.apply(config, bundle=await simulated_bundle(tmp_path, "k3s"))
    assert (await cluster_status(session, "demo")).ready
    nodes = {name: vm.node for name, vm in load_state(tmp_path).vms.items()}
    assert [nodes[name].jobs_done[-1] for name in (first["name"], "server-2", "worker")] == [
        "k3s-init",
        "k3s-join",
        "k3s-join",
    ]
    configs = {
        name: yaml.safe_load(node.files["/etc/rancher/k3s/config.yaml"])
        for name, node in nodes.items()
    }
    assert configs[first["name"]]["cluster-init"]
    for name, role in further:
        assert configs[name]["server"] == "https://10.92.0.10:6443"
        assert configs[name]["flannel-iface"] == "lan0"
        assert "cluster-init" not in configs[name]
        assert ("tls-san" in configs[name]) == (role == "server")


def test_the_command_line_takes_a_bundle_that_fits(tmp_path: Path) -> None:
    path = tmp_path / "cluster.yaml"
    path.write_text(k3s_config().to_yaml())
    words = ("apply", "-f", str(path), "--simulate", "happy-shop", "--state", str(tmp_path / "s"))
    assert main([*words, "--yes", "--progress", "plain"]) == 0


async def test_a_bundle_of_another_kind_is_refused(tmp_path: Path) -> None:
    session, world = session_in(tmp_path, HAPPY)
    with pytest.raises(BundleInvalid, match="k3s"):
        await session.apply(k3s_config(), bundle=await simulated_bundle(tmp_path))
    assert things_left(tmp_path, world) == []


async def test_a_power_cut_at_any_line_of_the_journal_can_be_resumed(tmp_path: Path) -> None:
    bundle = await simulated_bundle(tmp_path / "bundle", "k3s")
    session, _ = session_in(tmp_path / "whole", HAPPY)
    paths = await session.apply(k3s_config(), bundle=bundle)
    lines = len((paths.folder / "journal.jsonl").read_text().splitlines())
    assert lines > 20
    for line in range(1, lines, 5):
        scenario = Scenario(title="cut", power_cut=PowerCut(line=line))
        session, _ = session_in(tmp_path / str(line), scenario)
        with pytest.raises(PowerFailure):
            await session.apply(k3s_config(), bundle=bundle)
        again, world = session_in(tmp_path / str(line), scenario)
        await again.resume("demo")
        assert (await cluster_status(again, "demo")).ready
        await again.remove("demo", even_finished=True)
        assert things_left(tmp_path / str(line), world) == []


async def test_a_second_cluster_of_another_kind_is_refused_before_anything_is_made(
    tmp_path: Path,
) -> None:
    session, _ = session_in(tmp_path, HAPPY)
    await session.apply(demo_config(), bundle=await simulated_bundle(tmp_path))
    again, world = session_in(tmp_path, HAPPY)
    before = things_left(tmp_path, world)
    with pytest.raises(NotEligible) as caught:
        await again.apply(k3s_config("other"), bundle=await simulated_bundle(tmp_path, "k3s"))
    assert "software.distribution" in caught.value.details
    assert things_left(tmp_path, world) == before
