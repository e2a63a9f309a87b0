"""Writes a picture of every page in every important state: `dev.py shots [--only NAME]`.

Each is made in light and dark, in English and German, at 100 % and 150 %; a scale needs a process
of its own, because Qt takes it once.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from gui.app import dress
from gui.texts import language
from gui.theme.theme import DARK_MODE, LIGHT_MODE, theme
from gui.viewmodels.flow import PageId, Start
from gui.viewmodels.install_words import Phase
from gui.viewmodels.setup import Options
from installer.simulator.description import SimulatedKvm, SimulatedPc
from installer.simulator.scenario import Scenario, load_scenario
from tests.gui.gallery import Gallery
from tests.helpers.wizard_window import Driver, window_in

ROOT = Path(__file__).resolve().parents[2]
AKS_EDGE = ROOT / "tests" / "data" / "aksedge" / "08-single-k8s-windows-node.json"
CAUTIOUS = Scenario(title="no KVM", pc=SimulatedPc(kvm=SimulatedKvm(guest="hangs")))
SCALES, LANGUAGES = ("1", "1.5"), ("en", "de")
Take = Callable[[str, QWidget], None]
Scene = Callable[[Path, Take], Awaitable[None]]


async def good_day(folder: Path, take: Take) -> None:
    """Every page of an installation that goes well."""
    async with window_in(folder, CAUTIOUS, Options(simulate="happy-shop")) as driver:
        for number, page in enumerate(PageId, start=1):
            if page is PageId.INSTALL:
                break
            await driver.walk_to(page)
            take(f"{number}-{page}", driver.window)
        driver.click("next")
        await driver.until(lambda: progress_of(driver) >= 4, "some steps are done")
        await driver.breathe()
        take("8-install", driver.window)
        await driver.reach(PageId.DONE)
        take("9-done", driver.window)


async def answers(folder: Path, take: Take) -> None:
    """The first page with an answer file, and with the choice of a simulated PC."""
    file = folder / "aksedge-config.json"
    file.write_text(json.loads(AKS_EDGE.read_text(encoding="utf-8"))["raw"], encoding="utf-8")
    async with window_in(folder, options=Options()) as driver:
        driver.click(f"start-{Start.DEMO}")
        await driver.rest()
        take("1-welcome-demo", driver.window)
        driver.click(f"start-{Start.FILE}")
        driver.model.welcome.read(file)
        await driver.rest()
        take("1-welcome-file", driver.window)


async def too_small(folder: Path, take: Take) -> None:
    """A PC with too little memory, and an address that cannot be."""
    async with window_in(folder, load_scenario("low-memory")) as driver:
        await driver.next()
        take("2-check-problem", driver.window)
    async with window_in(folder / "network", CAUTIOUS) as driver:
        await driver.walk_to(PageId.NETWORK)
        driver.write("field-subnet", "192.168.20.0/24")
        await driver.rest()
        take("5-network-problem", driver.window)


async def failure(folder: Path, take: Take) -> None:
    """A step that fails, the question before everything is undone, and the end of it."""
    async with window_in(folder, load_scenario("broken-step")) as driver:
        await driver.walk_to(PageId.REVIEW)
        driver.click("next")
        await driver.until(lambda: driver.is_there("try-again"), "the failure is shown")
        await driver.rest()
        take("8-install-failed", driver.window)
        driver.click("undo")
        await driver.rest()
        take("8-install-question", driver.find(QDialog, "confirm"))
        driver.click("confirm-yes")
        await driver.until(lambda: driver.model.install.phase is Phase.UNDONE, "all is undone")
        await driver.rest()
        take("8-install-undone", driver.window)


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


SCENES: dict[str, Scene] = {
    "good-day": good_day,
    "answers": answers,
    "too-small": too_small,
    "failure": failure,
    "gallery": gallery,
}


def progress_of(driver: Driver) -> int:
    """How many steps are done."""
    return driver.model.install.progress.count("ok")


async def play(scene: Scene, take: Take) -> None:
    """Play a scene in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="edgewright-shots-") as folder:
        await scene(Path(folder), take)


def write(out: Path, scenes: list[str], scale: str) -> None:
    """All pictures of one scale."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = scale
    dress(LIGHT_MODE, "en")
    for code in LANGUAGES:
        for mode in (LIGHT_MODE, DARK_MODE):
            language.use(code)
            theme.set_mode(mode)

            def take(name: str, widget: QWidget, ending: str = f"{code}-{mode}") -> None:
                percent = f"{float(scale) * 100:.0f}"
                widget.grab().save(str(out / f"{name}-{ending}-{percent}.png"))

            for scene in scenes:
                asyncio.run(play(SCENES[scene], take))


def main() -> int:
    """Start one process for each scale, or be one of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=SCENES, action="append", help="only this scene")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures")
    parser.add_argument("--scale", choices=SCALES)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    if given.scale:
        write(given.out, given.only or list(SCENES), given.scale)
        return 0
    codes = []
    for scale in SCALES:
        again = [sys.executable, "-m", "tests.gui.pictures", *sys.argv[1:], "--scale", scale]
        codes.append(subprocess.run(again, check=False).returncode)
    print(f"pictures: {given.out}")
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
