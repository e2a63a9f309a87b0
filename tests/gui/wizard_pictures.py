"""Scenes of the wizard for `dev.py shots`: every page in every important state."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from gui.viewmodels.flow import PageId, Start
from gui.viewmodels.install_words import Phase
from gui.viewmodels.setup import Options
from installer.engine.join_file import join_file_text
from installer.simulator.description import SimulatedAdapter, SimulatedKvm, SimulatedPc
from installer.simulator.scenario import Scenario, load_scenario
from tests.gui.gallery import Gallery
from tests.helpers.two_pcs import PASSPHRASE, begun, join_file_of
from tests.helpers.wizard_window import Driver, window_in

Take = Callable[[str, QWidget], None]
AKS_EDGE = Path(__file__).resolve().parents[1] / "data" / "aksedge"
CAUTIOUS = Scenario(title="no KVM", pc=SimulatedPc(kvm=SimulatedKvm(guest="hangs")))
NO_MODULE = Scenario(title="x", pc=SimulatedPc(kvm=SimulatedKvm(device=False, module="")))
SMALL = (1000, 640)


def networked() -> Scenario:
    """A PC with a cable behind a bridge, Wi-Fi, and a card without a cable."""
    adapters = (
        SimulatedAdapter(name="br0", kind="bridge", addresses=("192.168.50.6/24",)),
        SimulatedAdapter(name="wlan0", kind="wifi", addresses=("192.168.30.7/24",)),
        SimulatedAdapter(name="enp4s0", up=False),
    )
    pc = SimulatedPc(adapters=adapters, user="root", neighbours=("192.168.50.77",))
    return Scenario(title="x", pc=pc)


async def good_day(folder: Path, take: Take) -> None:
    """Every page of an installation that goes well."""
    async with window_in(folder, CAUTIOUS, Options(simulate="happy-shop")) as driver:
        for number, page in enumerate(PageId, start=1):
            if page is PageId.INSTALL:
                break
            await driver.walk_to(page)
            take(f"{number}-{page}", driver.window)
        driver.click("next")
        await driver.until(lambda: steps_done(driver) >= 4, "some steps are done")
        await driver.breathe()
        take("8-install", driver.window)
        await driver.reach(PageId.DONE)
        take("9-done", driver.window)
        driver.click("save-kit")
        await driver.rest()
        take("9-done-kit", driver.find(QDialog, "kit"))


async def small_window(folder: Path, take: Take) -> None:
    """The same at the smallest size that is promised."""
    async with window_in(folder, CAUTIOUS, Options(simulate="happy-shop")) as driver:
        driver.window.resize(*SMALL)
        for number, page in enumerate(PageId, start=1):
            if page is PageId.INSTALL:
                break
            await driver.walk_to(page)
            take(f"small-{number}-{page}", driver.window)
        driver.click("next")
        await driver.until(lambda: steps_done(driver) >= 4, "some steps are done")
        await driver.breathe()
        take("small-8-install", driver.window)
        await driver.reach(PageId.DONE)
        take("small-9-done", driver.window)


async def answers(folder: Path, take: Take) -> None:
    """The first page with an answer file, and with the choice of a simulated PC."""
    file = folder / "aksedge-config.json"
    sample = AKS_EDGE / "08-single-k8s-windows-node.json"
    file.write_text(json.loads(sample.read_text(encoding="utf-8"))["raw"], encoding="utf-8")
    async with window_in(folder, options=Options()) as driver:
        driver.click(f"start-{Start.DEMO}")
        await driver.rest()
        take("1-welcome-demo", driver.window)
        driver.click(f"start-{Start.FILE}")
        driver.model.welcome.read(file)
        await driver.rest()
        take("1-welcome-file", driver.window)


async def checks(folder: Path, take: Take) -> None:
    """A PC with too little memory, one that can be put right, and the question before."""
    async with window_in(folder, load_scenario("low-memory")) as driver:
        await driver.next()
        take("2-check-problem", driver.window)
    async with window_in(folder / "fix", NO_MODULE) as driver:
        await driver.next()
        take("2-check-fix", driver.window)
        driver.click("fix-kvm.module")
        await driver.rest()
        take("2-check-question", driver.find(QDialog, "confirm"))


async def several(folder: Path, take: Take) -> None:
    """Two nodes in the network around the PC, a taken address, and a share."""
    async with window_in(folder, networked()) as driver:
        await driver.walk_to(PageId.RESOURCES)
        driver.enter_size("size-memory", "4 GB")
        await driver.rest()
        driver.click("add-node")
        await driver.rest()
        take("4-resources-two", driver.window)
        await driver.walk_to(PageId.NETWORK)
        driver.click("nodes-outside")
        await driver.rest()
        take("5-network-outside", driver.window)
        driver.write("outside-address-0", "192.168.50.77")
        await driver.rest()
        take("5-network-taken", driver.window)
        driver.click("find-free")
        await driver.rest()
        await driver.walk_to(PageId.SAFETY)
        driver.click("share-add-nfs")
        await driver.rest()
        driver.write("share-0-server", "nas.shop.local")
        await driver.rest()
        take("6-safety-share", driver.window)


async def networks(folder: Path, take: Take) -> None:
    """A network that is in use, and a PC with Wi-Fi only."""
    async with window_in(folder, CAUTIOUS) as driver:
        await driver.walk_to(PageId.NETWORK)
        driver.write("field-subnet", "192.168.20.0/24")
        await driver.rest()
        take("5-network-problem", driver.window)


async def joining(folder: Path, take: Take) -> None:
    """A join file, closed and open."""
    await begun(folder / "first")
    join = await join_file_of(folder / "first")
    file = folder / "shop-worker.join"
    file.write_text(join_file_text(join, PASSPHRASE), encoding="utf-8")
    async with window_in(folder / "second", networked()) as driver:
        await driver.walk_to(PageId.RUN)
        driver.click("cluster-join")
        driver.model.run.join.read(file)
        await driver.rest()
        take("3-run-join", driver.window)
        driver.write("join-passphrase", PASSPHRASE)
        driver.click("open-join")
        await driver.rest()
        take("3-run-joined", driver.window)


async def failure(folder: Path, take: Take) -> None:
    """A step that fails, the question before everything is undone, and the end of it."""
    async with window_in(folder, load_scenario("broken-step")) as driver:
        await driver.walk_to(PageId.REVIEW)
        driver.click("next")
        await driver.until(lambda: driver.is_there("try-again"), "the failure is shown")
        await driver.rest()
        take("8-install-failed", driver.window)
        driver.click("show-log")
        await driver.rest()
        take("8-install-log", driver.window)
        driver.click("undo")
        await driver.rest()
        take("8-install-question", driver.find(QDialog, "confirm"))
        driver.click("confirm-yes")
        await driver.until(lambda: driver.model.install.phase is Phase.UNDONE, "all is undone")
        await driver.rest()
        take("8-install-undone", driver.window)


async def interrupted(folder: Path, take: Take) -> None:
    """The first page after the power failed in the middle."""
    scenario = load_scenario("power-cut")
    async with window_in(folder, scenario) as driver:
        await driver.walk_to(PageId.REVIEW)
        driver.click("next")
        await driver.until(lambda: not driver.model.install.busy, "the power has failed")
    async with window_in(folder, scenario, Options("happy-shop", resume=True)) as driver:
        take("1-welcome-continue", driver.window)


async def gallery(folder: Path, take: Take) -> None:
    """Every widget in its states."""
    del folder
    shown = Gallery()
    shown.show()
    for _ in range(5):
        QApplication.processEvents()
    take("widgets", shown)
    shown.close()
    shown.deleteLater()


def steps_done(driver: Driver) -> int:
    """How many steps are done."""
    return driver.model.install.progress.count("ok")


SCENES: dict[str, Callable[[Path, Take], Awaitable[None]]] = {
    "good-day": good_day,
    "small-window": small_window,
    "answers": answers,
    "checks": checks,
    "several": several,
    "networks": networks,
    "joining": joining,
    "failure": failure,
    "interrupted": interrupted,
    "gallery": gallery,
}
