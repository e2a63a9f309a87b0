"""Writes a picture of every page in every important state: `dev.py shots [--only SCENE]`.

Every scene is shown in English light and German dark at 100 %; the main pages also in English dark
and German light at 150 %, so that each pair of language, colours and scale is there.  `--all` makes
all eight looks of all scenes.  A scale needs a process of its own, because Qt takes it once.
`walk.png` is a whole demo installation as a strip of pictures.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable
from itertools import product
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from gui.app import dress
from gui.texts import language
from gui.theme.theme import DARK_MODE, LIGHT_MODE, theme
from tests.gui import console_pictures, wizard_pictures
from tests.gui.small_png import save_small

ROOT = Path(__file__).resolve().parents[2]
SCALES, LANGUAGES, MODES = ("1", "1.5"), ("en", "de"), (LIGHT_MODE, DARK_MODE)
LOOKS = {
    ("1", "en", LIGHT_MODE),
    ("1", "de", DARK_MODE),
    ("1.5", "en", DARK_MODE),
    ("1.5", "de", LIGHT_MODE),
}
MAIN = ("good-day", "several")
STRIP_COLUMNS, STRIP_WIDTH, STRIP_GAP = 3, 480, 12
Take = Callable[[str, QWidget], None]
Scene = Callable[[Path, Take], Awaitable[None]]
SCENES: dict[str, Scene] = {**wizard_pictures.SCENES, **console_pictures.SCENES}


async def play(scene: Scene, take: Take) -> None:
    """Play a scene in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="edgewright-shots-") as folder:
        await scene(Path(folder), take)


def write(out: Path, scenes: list[str], scale: str, *, every: bool) -> None:
    """All pictures of one scale."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = scale
    dress(LIGHT_MODE, "en")
    percent = f"{float(scale) * 100:.0f}"
    for code, mode in product(LANGUAGES, MODES):
        if not every and (scale, code, mode) not in LOOKS:
            continue
        wanted = scenes if every or scale == "1" else [scene for scene in scenes if scene in MAIN]
        language.use(code)
        theme.set_mode(mode)

        def take(name: str, widget: QWidget, look: str = f"{code}-{mode}-{percent}") -> None:
            save_small(widget.grab().toImage(), out / f"{name}-{look}.png")

        for scene in wanted:
            asyncio.run(play(SCENES[scene], take))
    if scale == "1" and "good-day" in scenes:
        write_strip(out)


def write_strip(out: Path) -> None:
    """A whole demo installation, page by page, in one picture."""
    language.use("en")
    theme.set_mode(LIGHT_MODE)
    shown: list[QPixmap] = []

    def take(name: str, widget: QWidget) -> None:
        if not name.endswith("-kit"):
            mode = Qt.TransformationMode.SmoothTransformation
            shown.append(widget.grab().scaledToWidth(STRIP_WIDTH, mode))

    asyncio.run(play(wizard_pictures.good_day, take))
    high = shown[0].height()
    rows = -(-len(shown) // STRIP_COLUMNS)
    wide = STRIP_COLUMNS * (STRIP_WIDTH + STRIP_GAP) + STRIP_GAP
    strip = QPixmap(wide, rows * (high + STRIP_GAP) + STRIP_GAP)
    strip.fill(theme.color("line_strong"))
    painter = QPainter(strip)
    for number, picture in enumerate(shown):
        row, column = divmod(number, STRIP_COLUMNS)
        x = STRIP_GAP + column * (STRIP_WIDTH + STRIP_GAP)
        painter.drawPixmap(
            QRect(x, STRIP_GAP + row * (high + STRIP_GAP), STRIP_WIDTH, high), picture
        )
    painter.end()
    save_small(strip.toImage(), out / "walk.png", shades=160)


def main() -> int:
    """Start one process for each scale, or be one of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=SCENES, action="append", help="only this scene")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures")
    parser.add_argument("--all", action="store_true", help="every look of every scene")
    parser.add_argument("--scale", choices=SCALES)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    if given.scale:
        write(given.out, given.only or list(SCENES), given.scale, every=given.all)
        return 0
    codes = []
    for scale in SCALES:
        again = [sys.executable, "-m", "tests.gui.pictures", *sys.argv[1:], "--scale", scale]
        codes.append(subprocess.run(again, check=False).returncode)
    size = sum(path.stat().st_size for path in given.out.glob("*.png"))
    print(f"pictures: {given.out}, {size / 2**20:.1f} MiB")
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
