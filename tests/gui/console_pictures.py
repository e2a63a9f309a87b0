"""Scenes of the console for `dev.py shots`: every page, the panel, and each state of a list."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from gui.console.side_panel import EVENTS, LOGS, YAML
from gui.viewmodels.console.pages import PageName
from installer.api.console import (
    ArcPart,
    ArcState,
    Certificate,
    FeedWord,
    LogBatch,
    LogLine,
    LogTarget,
    Preview,
    Ref,
    Severity,
    Usage,
    Use,
    VersionLine,
    Versions,
    VolumeUse,
)
from installer.cluster.phrases import Phrase
from tests.helpers.console_objects import NOW
from tests.helpers.console_window import ConsoleDriver, console_on
from tests.helpers.console_world import World

Take = Callable[[str, QWidget], None]
GIB, DAY = 2**30, 86_400.0
CRASHING = "pos-sync-6f9d7c4b8-x2lkm"
DIFF = """--- now
+++ then
@@ -4,5 +4,5 @@
 spec:
   containers:
   - name: app
-    image: registry.example/pos:4.2.1
+    image: registry.example/pos:4.2.2
"""


def rich_world() -> World:
    """A shop with figures, certificates, versions and Azure Arc."""
    world = World()
    pods = {(r.namespace, r.name): Use(0.12, 212 * 2**20) for r in world.rows["pods"].values()}
    volumes = {
        ("store", "stock-db-data"): VolumeUse(int(19.2 * GIB), 20 * GIB),
        ("store", "camera-buffer"): VolumeUse(44 * GIB, 50 * GIB),
    }
    nodes = {"edge-linux": Use(1.2, 6 * GIB), "edge-windows": Use(0.3, 3 * GIB)}
    world.usage_now = Usage("metrics", NOW, "", nodes, pods, volumes)
    world.certificates_now = tuple(
        Certificate(source, name, f"CN={name}", issuer, NOW + days * DAY, days < 60, Phrase(words))
        for source, name, issuer, days, words in (
            ("kubelet", "edge-windows", "Cluster CA", 9, "It should have renewed itself."),
            ("secret", "store/pos-tls", "cert-manager", 48, "It ends soon."),
            ("client", "kubeconfig", "Cluster CA", 300, ""),
            ("api-server", "kube-apiserver", "Cluster CA", 340, ""),
        )
    )
    world.versions_now = Versions(
        "v1.34.4",
        (
            VersionLine(
                "API server", "v1.34.4", attention=False, say=Phrase("This version is current.")
            ),
            VersionLine("edge-linux", "v1.34.4", attention=False, say=Phrase("")),
            VersionLine(
                "edge-windows", "v1.30.2", attention=True, say=Phrase("It is too old for 1.34.")
            ),
        ),
        (Phrase("A node may be up to three versions older than the API server, and never newer."),),
    )
    world.arc_now = ArcState(
        "connected",
        Phrase("The cluster reports to Azure."),
        last_contact=NOW - 40,
        certificate_expires=NOW + 80 * DAY,
        resource="rg-stores/store-114",
        parts=(
            ArcPart("agent", "clusterconnect-agent", "Running", attention=False, say=Phrase("")),
            ArcPart(
                "extension", "flux", "Succeeded", attention=False, say=Phrase(""), version="1.17.3"
            ),
            ArcPart(
                "gitops", "store-apps", "Failed", attention=True, say=Phrase("The branch is gone.")
            ),
        ),
    )
    return world


async def pages(folder: Path, take: Take) -> None:
    """Every page with data."""
    del folder
    async with console_on(rich_world()) as driver:
        for number, page in enumerate(PageName, start=1):
            await driver.go(page)
            take(f"c{number}-{page}", driver.window)
        driver.window.resize(1000, 640)
        for page in (PageName.OVERVIEW, PageName.WORKLOADS, PageName.CERTIFICATES):
            await driver.go(page)
            take(f"c-small-{page}", driver.window)


async def panel(folder: Path, take: Take) -> None:
    """One object: summary, log, events, text, and what a change would do."""
    del folder
    async with console_on(rich_world()) as driver:
        await driver.go("workloads")
        await driver.choose_row(CRASHING)
        driver.table.setFocus()
        take("c2b-summary", driver.window)
        side = driver.page.side
        side.open_tab(LOGS)
        await driver.rest()
        speak(driver)
        await driver.until(lambda: not side.logs.lines.busy, "the log is shown")
        driver.write("log-find", "timeout")
        await driver.rest()
        take("c2c-log", driver.window)
        side.open_tab(EVENTS)
        await driver.rest()
        take("c2d-events", driver.window)
        side.open_tab(YAML)
        driver.click("side-size")
        await driver.rest()
        take("c2e-yaml", driver.window)
        driver.world.previews = (Preview(Ref("Pod", "store", CRASHING), False, DIFF),)
        driver.click("yaml-next")
        driver.click("yaml-next")
        await driver.rest()
        take("c2f-diff", driver.window)


def speak(driver: ConsoleDriver) -> None:
    """Some lines of a log."""
    listener = driver.world.log_listener
    assert listener is not None
    target = LogTarget("store", CRASHING, "app")
    lines = (
        (Severity.INFO, "12:46:12 INFO  pos-sync 4.2.1 starting"),
        (Severity.INFO, "12:46:13 INFO  connecting to stock-db:5432"),
        (Severity.WARNING, "12:46:18 WARN  no answer yet"),
        (Severity.ERROR, "12:46:23 ERROR connect: timeout after 10 s"),
        (Severity.ERROR, "12:46:23 ERROR giving up (exit code 1)"),
    )
    listener(LogBatch(tuple(LogLine(target, NOW, text, level) for level, text in lines)))


async def states(folder: Path, take: Take) -> None:
    """Why a list has no rows, or old ones."""
    del folder
    for word, text, details in (
        (FeedWord.LOADING, "", ""),
        (FeedWord.DENIED, "Your access may not list pods.", "pods is forbidden"),
        (FeedWord.ERROR, "The server answers with an error.", "HTTP 500: etcdserver: timeout"),
        (FeedWord.LIVE, "", ""),
    ):
        world = World({})
        world.turn("pods", word, text, details)
        async with console_on(world) as driver:
            await driver.go("workloads")
            if word is FeedWord.LOADING:
                driver.page.view.show_waiting()
            await driver.rest()
            take(f"c7-{'empty' if word is FeedWord.LIVE else word}", driver.window)
    async with console_on(rich_world()) as driver:
        await driver.go("workloads")
        for word in (FeedWord.STALE, FeedWord.RECONNECTING):
            driver.world.turn("pods", word, "The cluster does not answer.", "connection refused")
            await driver.rest()
            take(f"c7-{word}", driver.window)
        driver.write("filter", "nothing-like-this")
        await driver.until(lambda: driver.is_there("clear-filter"), "nothing fits")
        await driver.rest()
        take("c7-filtered", driver.window)


async def deeds(folder: Path, take: Take) -> None:
    """What asks before it acts, the time to take it back, and the search."""
    del folder
    async with console_on(rich_world()) as driver:
        driver.world.refused["patch nodes"] = "You may only read nodes."
        for page, name, button, dialog in (
            ("workloads", CRASHING, "do-delete", "question"),
            ("storage", "camera-buffer", "do-expand", "expand"),
            ("nodes", "edge-linux", "do-drain", "drain"),
        ):
            await driver.go(page)
            await driver.choose_row(name)
            driver.click(button)
            await driver.rest()
            take(f"c8-{dialog}", driver.find(QDialog, dialog))
            driver.click("dialog-leave")
            await driver.rest()
        take("c8-denied", driver.window)
        await driver.go("workloads")
        await driver.choose_row(CRASHING)
        driver.click("do-delete")
        await driver.rest()
        driver.click("question-yes")
        await driver.rest()
        take("c8-undo", driver.window)
        driver.click("take-back")
        driver.window.palette_list.call()
        driver.write("search", "pos")
        await driver.rest()
        take("c9-search", driver.window)


SCENES: dict[str, Callable[[Path, Take], Awaitable[None]]] = {
    "console-pages": pages,
    "console-panel": panel,
    "console-states": states,
    "console-deeds": deeds,
}
