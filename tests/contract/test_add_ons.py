"""The step that sets up add-ons, over every distribution: the same objects in each."""

from __future__ import annotations

from pathlib import Path

import pytest

from installer.addons.base import AddOn, wanted_add_ons
from installer.config.model import EdgeCluster
from installer.engine.session import Session
from installer.errors import BundleInvalid, HostUnreachable, UsageError
from installer.host.credentials import CredentialStore
from installer.simulator.bundle import simulated_bundle
from installer.simulator.scenario import load_scenario
from installer.steps.apply_add_ons import ApplyAddOns
from installer.steps.base import NodeStep, Probe
from installer.steps.mount_shares import MountShares
from tests.helpers.recording_node import RecordingNode
from tests.helpers.simulated import demo_config, installed_wholly, session_in
from tests.helpers.two_pcs import first_pc, pc_with_bridge

DISTRIBUTIONS = ("kubeadm", "k3s")
MOMENTS = 50
SHARES = [
    {"name": "prices", "kind": "nfs", "server": "nas", "path": "/prices", "readOnly": True},
    {"name": "scans", "kind": "smb", "server": "nas", "path": "scans", "credential": "demo/nas"},
]
LOG_IN = "anna:c4n4ry-of-the-share"


def _config(distribution: str, **storage: object) -> EdgeCluster:
    document = demo_config().model_dump(mode="json", by_alias=True)
    document["spec"]["distribution"] = distribution
    document["spec"]["storage"] |= storage
    return EdgeCluster.model_validate(document)


def _session(folder: Path) -> Session:
    CredentialStore(folder, None).put("demo/nas", LOG_IN)
    return session_in(folder, load_scenario("happy-shop"))[0]


async def _install(folder: Path, config: EdgeCluster) -> Session:
    session = _session(folder)
    bundle = await simulated_bundle(folder, config.spec.distribution)
    await session.apply(config, bundle=bundle)
    return session


def _files(folder: Path) -> dict[str, str]:
    """What is in the node of a simulated PC."""
    _, world = session_in(folder, load_scenario("happy-shop"))
    return dict(world.state.vms["demo-node"].node.files)


@pytest.mark.parametrize("distribution", DISTRIBUTIONS)
async def test_an_installation_gives_its_cluster_volumes_and_shares(
    tmp_path: Path, distribution: str
) -> None:
    config = _config(distribution, shares=SHARES)
    await _install(tmp_path, config)
    _, world = session_in(tmp_path, load_scenario("happy-shop"))
    installed_wholly(tmp_path, world, config)
    found = world.state.vms["demo-node"].node
    names = [Path(path).stem for path in found.add_ons]
    assert names == ["local-volumes", "shares"]
    assert "docker.io/rancher/local-path-provisioner:v" in found.files[found.add_ons[0]]
    assert found.shares_ready


@pytest.mark.parametrize("distribution", DISTRIBUTIONS)
async def test_a_range_of_addresses_is_given_to_services(tmp_path: Path, distribution: str) -> None:
    document = first_pc(distribution).model_dump(mode="json", by_alias=True)
    addresses = {"first": "192.168.50.100", "last": "192.168.50.109"}
    document["spec"]["network"]["loadBalancer"] = addresses
    session, world = session_in(tmp_path, pc_with_bridge())
    bundle = await simulated_bundle(tmp_path, distribution)  # type: ignore[arg-type]
    await session.apply(EdgeCluster.model_validate(document), bundle=bundle)
    files = world.state.vms["till-1"].node.files
    manifest = files["/etc/edgewright/add-ons/load-balancer.yaml"]
    assert 'range-global: "192.168.50.100-192.168.50.109"' in manifest
    assert "ghcr.io/kube-vip/kube-vip:v" in manifest
    # K3s would give Services the addresses of its nodes at the same time.
    assert ("servicelb" in str(files)) is (distribution == "k3s")


@pytest.mark.parametrize("distribution", DISTRIBUTIONS)
async def test_without_local_volumes_there_is_nothing_to_set_up(
    tmp_path: Path, distribution: str
) -> None:
    await _install(tmp_path, _config(distribution, localVolumes=False))
    assert not [path for path in _files(tmp_path) if "add-ons" in path]


@pytest.mark.parametrize("distribution", DISTRIBUTIONS)
@pytest.mark.parametrize("kind", [ApplyAddOns, MountShares])
async def test_a_step_that_lost_the_node_anywhere_is_simply_done_again(
    tmp_path: Path, distribution: str, kind: type[NodeStep]
) -> None:
    config = _config(distribution, shares=SHARES)
    session = await _install(tmp_path, config)
    whole = _files(tmp_path)
    node = config.spec.nodes[0]
    add_ons: tuple[AddOn, ...] = wanted_add_ons(config)
    step = ApplyAddOns(node, add_ons) if kind is ApplyAddOns else MountShares(node)
    with session.locked("demo") as run:
        async with run.context() as context:
            inner = await context.node(node)
            assert await step.probe(context) is Probe.DONE
            for moment in range(1, MOMENTS):
                context.nodes[node.name] = RecordingNode(inner, lost_at=moment)
                try:
                    await step.apply(context)
                    break
                except HostUnreachable:
                    context.nodes[node.name] = inner
                    await step.apply(context)
                assert await step.probe(context) is Probe.DONE
            assert 1 < moment < MOMENTS - 1
    assert _files(tmp_path) == whole


@pytest.mark.parametrize("distribution", DISTRIBUTIONS)
async def test_a_log_in_is_in_its_own_file_and_never_in_a_command(
    tmp_path: Path, distribution: str
) -> None:
    config = _config(distribution, shares=SHARES)
    session = await _install(tmp_path, config)
    node = config.spec.nodes[0]
    with session.locked("demo") as run:
        async with run.context() as context:
            recording = RecordingNode(await context.node(node))
            context.nodes[node.name] = recording
            await MountShares(node).apply(context)
    secret = LOG_IN.partition(":")[2]
    holding = {path: mode for path, (text, mode) in recording.written.items() if secret in text}
    assert holding == {"/etc/edgewright/shares/scans.credential": 0o600}
    assert secret not in recording.command_lines
    assert secret not in (tmp_path / "demo" / "journal.jsonl").read_text()


async def test_a_log_in_that_was_stored_anew_reaches_the_node_at_resume(tmp_path: Path) -> None:
    session = await _install(tmp_path, _config("kubeadm", shares=SHARES))
    CredentialStore(tmp_path, None).put("demo/nas", "anna:another")
    await session.resume("demo")
    assert "another" in _files(tmp_path)["/etc/edgewright/shares/scans.credential"]


@pytest.mark.parametrize("secret", [None, "without-a-name"])
async def test_a_secret_that_is_missing_is_told_before_anything_is_made(
    tmp_path: Path, secret: str | None
) -> None:
    session = _session(tmp_path)
    store = CredentialStore(tmp_path, None)
    store.delete("demo/nas") if secret is None else store.put("demo/nas", secret)
    bundle = await simulated_bundle(tmp_path)
    with pytest.raises(UsageError) as caught:
        await session.apply(_config("kubeadm", shares=SHARES), bundle=bundle)
    assert "edgewright secret set demo/nas" in caught.value.advice
    assert not (tmp_path / "demo").exists()


async def test_a_bundle_without_the_images_is_refused_before_anything_is_made(
    tmp_path: Path,
) -> None:
    session, bundle = _session(tmp_path), await simulated_bundle(tmp_path)
    manifest = bundle / "manifest.json"
    text = manifest.read_text().replace("rancher/local-path-provisioner", "somebody/else")
    manifest.write_text(text)
    with pytest.raises(BundleInvalid) as caught:
        await session.apply(_config("kubeadm"), bundle=bundle)
    assert "volumes on the data disks" in caught.value.brief
    assert not (tmp_path / "demo").exists()
    await session.apply(_config("kubeadm", localVolumes=False), bundle=bundle)
    assert (tmp_path / "demo" / "kubeconfig").exists()
