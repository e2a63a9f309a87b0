"""Whole installations through the visible controls, on simulated PCs with the real engine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gui.viewmodels.flow import PageId, Start
from gui.viewmodels.install_words import Phase
from gui.viewmodels.setup import Options
from installer.api import EdgeCluster, Event, StepStarted, default_cluster
from installer.engine.records import FILE_NAME, read_journal
from installer.simulator.scenario import Scenario, load_scenario
from installer.simulator.state import load_state
from installer.simulator.trouble import Fault
from tests.helpers.wizard_window import Driver, window_in

AKS_EDGE = Path(__file__).resolve().parents[1] / "data" / "aksedge"
FAILS_TWICE = Scenario(
    title="fails twice",
    faults=(Fault(at="job kubeadm-init", times=2, error="failed", words="etcd did not start"),),
)


@pytest.fixture(autouse=True)
def application(qapp: QApplication) -> None:
    """Every test here has windows."""


def kinds(folder: Path, cluster: str) -> list[str]:
    """The kinds of records in a journal, in order."""
    return [record.kind for record in read_journal(folder / cluster / FILE_NAME)[0]]


def things_left(folder: Path) -> list[str]:
    """What is left of clusters in the state folder and in the simulated PC."""
    # What begins with a dot belongs to the simulator: its bundle and its memory.
    files = [path.name for path in folder.iterdir() if not path.name.startswith(".")]
    return files + list(load_state(folder).vms)


def installed(folder: Path, cluster: str, distribution: str = "kubeadm") -> EdgeCluster:
    """Assert that journal and simulated PC hold a whole cluster; returns its config."""
    records = read_journal(folder / cluster / FILE_NAME)[0]
    assert records[-1].kind == "finished"
    config = EdgeCluster.model_validate(records[0].data["config"])
    vm = load_state(folder).vms[config.spec.nodes[0].name]
    assert vm.running
    assert vm.autostart == config.spec.autostart
    assert config.spec.distribution == distribution
    assert f"{distribution}-init" in vm.node.jobs_done
    assert (folder / cluster / "kubeconfig").exists()
    return config


async def test_the_good_day(tmp_path: Path) -> None:
    async with window_in(tmp_path) as driver:
        await driver.walk_to(PageId.RUN)
        driver.write("cluster-name", "shop-7")
        driver.click("size-small")
        await driver.rest()
        await driver.walk_to(PageId.SAFETY)
        driver.click("switch-autostart")
        await driver.walk_to(PageId.REVIEW)
        assert not driver.model.setup.session.store.names(), "something changed before Install"
        driver.click("next")
        await driver.reach(PageId.DONE)
        config = installed(driver.folder, "shop-7")
        assert (config.spec.nodes[0].cpus, config.spec.autostart) == (2, False)
        assert driver.model.done.status is not None
        assert driver.model.done.status.ready
        driver.click("copy-command")
        assert QApplication.clipboard().text().endswith("get nodes")


async def test_too_much_memory_is_corrected_on_the_way(tmp_path: Path) -> None:
    answers = tmp_path / "shop.yaml"
    text = default_cluster("shop").to_yaml()
    answers.write_text(text.replace("memory: 4GiB", "memory: 40GiB"), encoding="utf-8")
    async with window_in(tmp_path, options=Options("happy-shop", answers=answers)) as driver:
        await driver.next()
        assert driver.model.check.count("fail") > 0
        driver.click("change-host.memory")
        await driver.rest()
        assert driver.shows(PageId.RESOURCES)
        assert not driver.find_next().isEnabled()
        driver.enter_size("size-memory", "6 GB")
        await driver.rest()
        await driver.walk_to(PageId.REVIEW)
        driver.click("next")
        await driver.reach(PageId.DONE)
        assert str(installed(driver.folder, "shop").spec.nodes[0].memory) == "6GiB"


async def test_a_step_that_fails_twice_and_then_works(tmp_path: Path) -> None:
    async with window_in(tmp_path, FAILS_TWICE) as driver:
        await driver.walk_to(PageId.REVIEW)
        driver.click("next")
        for _ in range(2):
            await driver.until(lambda: driver.model.install.failure, "it fails")
            await driver.rest()
            driver.click("copy-details")
            assert "etcd did not start" in QApplication.clipboard().text()
            driver.click("try-again")
            assert driver.stands(Phase.RUNNING)
        await driver.reach(PageId.DONE)
        installed(driver.folder, "edge-1")
        assert kinds(driver.folder, "edge-1").count("failed") == 2


async def test_a_connection_that_comes_back_needs_nobody(tmp_path: Path) -> None:
    async with window_in(tmp_path, load_scenario("flaky-step")) as driver:
        await driver.walk_to(PageId.REVIEW)
        driver.click("next")
        await driver.reach(PageId.DONE)
        installed(driver.folder, "edge-1")


def stop_at(driver: Driver, step: str) -> None:
    """Press Stop, and yes, as soon as a step has started."""

    def hear(event: Event) -> None:
        if isinstance(event, StepStarted) and event.step.endswith(step):
            driver.click("stop")
            driver.click("confirm-yes")

    driver.model.setup.session.bus.subscribe(hear)


async def test_stop_and_undo_leave_nothing(tmp_path: Path) -> None:
    async with window_in(tmp_path) as driver:
        await driver.walk_to(PageId.REVIEW)
        stop_at(driver, "start-vm")
        driver.click("next")
        await driver.until(lambda: driver.is_there("undo"), "the run has stopped")
        assert driver.stands(Phase.STOPPED)
        assert load_state(driver.folder).vms
        driver.click("undo")
        driver.click("confirm-no")
        await driver.rest()
        assert load_state(driver.folder).vms, "undone although nobody agreed"
        driver.click("undo")
        driver.click("confirm-yes")
        await driver.until(lambda: driver.is_there("start-over"), "everything is undone")
        assert driver.stands(Phase.UNDONE)
        assert things_left(driver.folder) == []
        driver.click("start-over")
        await driver.rest()
        assert driver.shows(PageId.WELCOME)


async def test_stop_and_go_on(tmp_path: Path) -> None:
    async with window_in(tmp_path) as driver:
        await driver.walk_to(PageId.REVIEW)
        stop_at(driver, "start-vm")
        driver.click("next")
        await driver.until(lambda: driver.is_there("try-again"), "the run has stopped")
        driver.click("try-again")
        await driver.reach(PageId.DONE)
        installed(driver.folder, "edge-1")


async def test_kill_and_continue(tmp_path: Path) -> None:
    scenario = load_scenario("power-cut")
    async with window_in(tmp_path, scenario) as driver:
        await driver.walk_to(PageId.REVIEW)
        driver.click("next")
        await driver.until(lambda: not driver.model.install.busy, "the power has failed")
        assert "finished" not in kinds(driver.folder, "edge-1")
    async with window_in(tmp_path, scenario) as driver:
        driver.click(f"start-{Start.CONTINUE}")
        await driver.rest()
        driver.click("next")
        await driver.reach(PageId.DONE)
        installed(driver.folder, "edge-1")


async def test_kill_and_undo(tmp_path: Path) -> None:
    scenario = load_scenario("power-cut")
    async with window_in(tmp_path, scenario) as driver:
        await driver.walk_to(PageId.REVIEW)
        driver.click("next")
        await driver.until(lambda: not driver.model.install.busy, "the power has failed")
    options = Options("happy-shop", resume=True)
    async with window_in(tmp_path, scenario, options) as driver:
        assert driver.model.flow.start is Start.CONTINUE
        driver.click("undo-unfinished")
        driver.click("confirm-yes")
        await driver.until(lambda: driver.is_there("start-over"), "everything is undone")
        assert things_left(driver.folder) == []


async def test_a_file_of_aks_edge_essentials(tmp_path: Path) -> None:
    sample = json.loads((AKS_EDGE / "01-single-default-1.16.json").read_text(encoding="utf-8"))
    answers = tmp_path / "aksedge-config.json"
    answers.write_text(sample["raw"], encoding="utf-8")
    async with window_in(tmp_path) as driver:
        driver.click(f"start-{Start.FILE}")
        await driver.rest()
        assert not driver.find_next().isEnabled()
        driver.model.welcome.read(answers)
        await driver.rest()
        assert "AKS Edge Essentials" in driver.shown_text()
        await driver.walk_to(PageId.REVIEW)
        driver.click("next")
        await driver.reach(PageId.DONE)
        config = installed(driver.folder, "edge-1", "k3s")
        node = config.spec.nodes[0]
        assert (node.cpus, str(node.memory), str(node.data_disk)) == (4, "4GiB", "20GiB")


async def test_a_demo_ends_with_a_demo_cluster_only(tmp_path: Path) -> None:
    async with window_in(tmp_path, options=Options()) as driver:
        own = driver.folder
        driver.click(f"start-{Start.DEMO}")
        await driver.rest()
        await driver.walk_to(PageId.REVIEW)
        driver.click("next")
        await driver.reach(PageId.DONE)
        assert driver.folder != own
        assert not list(own.glob("edge-*"))
        installed(driver.folder, "edge-1")
        assert not driver.is_there("merge")
