"""Whole installations on PCs that are not as simple: networks, restarts, other PCs."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit

from gui.viewmodels.flow import PageId, Start
from gui.viewmodels.setup import Options
from gui.viewmodels.shares_list import SHARES
from installer.api import EdgeCluster
from installer.engine.join_file import join_file_text
from installer.engine.records import FILE_NAME, read_journal
from installer.engine.recovery_kit import open_recovery_kit
from installer.simulator.description import SimulatedAdapter, SimulatedKvm, SimulatedPc
from installer.simulator.scenario import Scenario, load_scenario
from installer.simulator.state import load_state
from tests.helpers.two_pcs import PASSPHRASE, begun, join_file_of
from tests.helpers.wizard_window import Driver, window_in

WIFI = SimulatedAdapter(name="wlan0", kind="wifi", addresses=("192.168.30.7/24",))
BRIDGE = SimulatedAdapter(name="br0", kind="bridge", addresses=("192.168.50.6/24",))
TAKEN = "192.168.50.77"


def pc(*adapters: SimulatedAdapter, neighbours: tuple[str, ...] = ()) -> Scenario:
    """A good PC with these adapters, whose user may use them."""
    usual = load_scenario("happy-shop").pc
    changes = {"adapters": adapters, "neighbours": neighbours, "user": "root"}
    return Scenario(title="x", pc=SimulatedPc.model_validate(usual.model_dump() | changes))


@pytest.fixture(autouse=True)
def application(dressed: object) -> None:
    """Every test here has windows."""


def config_of(folder: Path, cluster: str) -> EdgeCluster:
    """What the journal says was installed; asserts that it is complete and all nodes run."""
    records = read_journal(folder / cluster / FILE_NAME)[0]
    assert records[-1].kind == "finished"
    config = EdgeCluster.model_validate(records[0].data["config"])
    vms = load_state(folder).vms
    assert {node.name: True for node in config.spec.nodes} == {
        name: vm.running for name, vm in vms.items()
    }
    return config


async def install(driver: Driver) -> None:
    """From any page before to the end."""
    await driver.walk_to(PageId.REVIEW)
    driver.click("next")
    await driver.reach(PageId.DONE)


async def test_with_wifi_only_the_nodes_stay_inside_the_pc(tmp_path: Path) -> None:
    async with window_in(tmp_path, pc(WIFI)) as driver:
        await driver.walk_to(PageId.NETWORK)
        outside = driver.find(QLineEdit, "field-subnet")
        assert outside.isVisible()
        assert "Wi-Fi cannot carry nodes" in driver.shown_text()
        assert not driver.can_press("nodes-outside")
        await install(driver)
        assert config_of(driver.folder, "edge-1").spec.network.external is None


async def test_a_taken_address_is_found_and_put_right(tmp_path: Path) -> None:
    async with window_in(tmp_path, pc(BRIDGE, WIFI, neighbours=(TAKEN,))) as driver:
        await driver.walk_to(PageId.NETWORK)
        driver.click("nodes-outside")
        await driver.rest()
        assert not driver.can_press("adapter-wlan0")
        driver.write("outside-address-0", TAKEN)
        await driver.rest()
        assert not driver.find_next().isEnabled()
        assert "edge-1-node" in driver.find(QLabel, "note").text()
        assert f"somebody answers at {TAKEN}" in driver.shown_text().lower()
        driver.click("find-free")
        await driver.rest()
        await install(driver)
        config = config_of(driver.folder, "edge-1")
        assert config.spec.network.external is not None
        assert config.spec.network.external.adapter == "br0"
        assert str(config.spec.nodes[0].address) == "192.168.50.254"


async def test_a_worker_more_and_a_share(tmp_path: Path) -> None:
    async with window_in(tmp_path, pc(BRIDGE)) as driver:
        await driver.walk_to(PageId.RESOURCES)
        driver.enter_size("size-memory", "4 GB")
        await driver.rest()
        driver.click("add-node")
        await driver.rest()
        driver.enter_size("size-memory-1", "3 GB")
        driver.write("node-name-1", "packing")
        await driver.rest()
        await driver.walk_to(PageId.SAFETY)
        driver.click("share-add-nfs")
        await driver.rest()
        assert not driver.find_next().isEnabled()
        driver.write("share-0-server", "nas.shop.local")
        driver.write("share-0-path", "/export/data")
        await driver.rest()
        assert driver.model.setup.draft.get(SHARES)[0]["path"] == "/export/data"
        driver.click("share-remove-0")
        await driver.rest()
        await install(driver)
        nodes = config_of(driver.folder, "edge-1").spec.nodes
        assert [(n.name, n.role, str(n.memory)) for n in nodes] == [
            ("edge-1-node", "server", "4GiB"),
            ("packing", "worker", "3GiB"),
        ]


async def test_a_pc_joins_the_cluster_of_another_one(tmp_path: Path) -> None:
    await begun(tmp_path / "first")
    join = await join_file_of(tmp_path / "first")
    file = tmp_path / "demo-worker.join"
    file.write_text(join_file_text(join, PASSPHRASE), encoding="utf-8")
    async with window_in(tmp_path / "second", pc(BRIDGE)) as driver:
        await driver.walk_to(PageId.RUN)
        driver.click("cluster-join")
        await driver.rest()
        assert not driver.find_next().isEnabled()
        driver.model.run.join.read(file)
        await driver.rest()
        driver.write("join-passphrase", "not the right one")
        driver.click("open-join")
        await driver.rest()
        assert "does not open the join file" in driver.shown_text()
        driver.write("join-passphrase", PASSPHRASE)
        driver.click("open-join")
        await driver.rest()
        assert "into the cluster demo" in driver.shown_text()
        await install(driver)
        config = config_of(driver.folder, "demo")
        [node] = config.spec.nodes
        assert (config.spec.join, node.role) == (True, "worker")
        assert node.name not in join.members
        assert "kubeadm-join" in load_state(driver.folder).vms[node.name].node.jobs_done


async def test_a_restart_in_the_middle_is_continued(tmp_path: Path) -> None:
    scenario = load_scenario("restart")
    async with window_in(tmp_path, scenario) as driver:
        await driver.walk_to(PageId.REVIEW)
        driver.click("next")
        await driver.until(lambda: not driver.model.install.busy, "the PC was restarted")
    async with window_in(tmp_path, scenario, Options("happy-shop", resume=True)) as driver:
        assert driver.model.flow.start is Start.CONTINUE
        driver.click("next")
        await driver.reach(PageId.DONE)
        config_of(driver.folder, "edge-1")


async def test_a_fix_that_needs_a_new_log_on_holds_after_it(tmp_path: Path) -> None:
    kvm = SimulatedKvm(usable=False)
    changes = {"kvm": kvm, "groups": ("shop",), "registered_groups": ("shop",)}
    usual = load_scenario("happy-shop").pc
    closed = Scenario(title="x", pc=usual.model_copy(update=changes))
    async with window_in(tmp_path, closed) as driver:
        await driver.next()
        driver.click("fix-kvm.permission")
        assert "logged out and in again" in driver.shown_text()
        driver.click("confirm-yes")
        await driver.rest()
        assert load_state(driver.folder).pc.members == ["shop"]
        assert driver.model.check.hindrance, "a group holds from the next log-on only"
    async with window_in(tmp_path, closed) as driver:
        await install(driver)
        config_of(driver.folder, "edge-1")


async def test_the_recovery_kit_opens_with_its_passphrase(tmp_path: Path) -> None:
    async with window_in(tmp_path) as driver:
        await install(driver)
        driver.click("save-kit")
        await driver.breathe()
        driver.write("kit-passphrase", "short")
        assert not driver.can_press("kit-save")
        driver.write("kit-passphrase", PASSPHRASE)
        driver.write("kit-again", PASSPHRASE)
        driver.click("kit-save")
        [dialog] = driver.window.findChildren(QFileDialog)
        dialog.fileSelected.emit(str(tmp_path / "edge-1.recovery"))
        dialog.close()
        await driver.rest()
        assert "edge-1.recovery" in driver.shown_text()
        files = open_recovery_kit((tmp_path / "edge-1.recovery").read_bytes(), PASSPHRASE)
        assert "kubeconfig" in files
