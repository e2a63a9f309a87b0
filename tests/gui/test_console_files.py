"""Objects from a file, the file for support, the program's own arguments, and leaving."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit

from gui.app import main
from gui.bridge import Unexpected
from gui.console.apply_dialog import open_file
from gui.console.run import ConsoleOptions, open_console, show_console
from gui.console.window import ConsoleWindow
from gui.viewmodels.console.openers import choices_for
from gui.viewmodels.console.support import write_support
from installer.api.console import Preview, Ref
from installer.errors import EdgewrightError, HostUnreachable
from tests.helpers.console_objects import nodes, pods
from tests.helpers.console_window import console_on

MANIFEST = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n"


async def test_a_file_is_tried_before_anything_is_created(tmp_path: Path) -> None:
    file = tmp_path / "settings.yaml"
    file.write_text(MANIFEST, encoding="utf-8")
    async with console_on() as driver:
        ref = Ref("ConfigMap", "default", "settings")
        driver.world.previews = (Preview(ref, creates=True, diff="+kind: ConfigMap"),)
        open_file(driver.window, driver.model, file)
        await driver.rest()
        assert driver.find(QPlainTextEdit, "apply-text").toPlainText() == MANIFEST
        driver.click("apply-go")
        await driver.rest()
        assert driver.world.asked[-1] == ("preview", MANIFEST, False)
        assert driver.find(QPlainTextEdit, "apply-diff").toPlainText() == "+kind: ConfigMap"
        driver.click("apply-go")
        await driver.rest()
        assert driver.world.asked[-1] == ("apply", MANIFEST, False)
        assert "settings was changed" in driver.find(QLabel, "notice").text()
        assert not driver.is_there("apply")


async def test_what_the_server_refuses_is_shown_and_the_text_stays(tmp_path: Path) -> None:
    file = tmp_path / "settings.yaml"
    file.write_text(MANIFEST, encoding="utf-8")
    async with console_on() as driver:
        driver.world.error = HostUnreachable("The server refuses it.", details="quota exceeded")
        open_file(driver.window, driver.model, file)
        await driver.rest()
        driver.click("apply-go")
        await driver.rest()
        assert "The server refuses it." in driver.shown_text()
        assert driver.find(QPlainTextEdit, "apply-text").toPlainText() == MANIFEST
        driver.click("dialog-leave")
        await driver.rest()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"x" * (5 * 2**20)])
async def test_a_file_that_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "picture.yaml"
    file.write_bytes(content)
    async with console_on() as driver:
        open_file(driver.window, driver.model, file)
        await driver.rest()
        assert "picture.yaml" in driver.find(QLabel, "notice").text()
        assert not driver.is_there("apply")


async def test_the_file_for_support_is_written_and_told(tmp_path: Path) -> None:
    async with console_on() as driver:
        write_support(driver.model, tmp_path / "support.zip")
        await driver.rest()
        assert (tmp_path / "support.zip").read_bytes() == b"PK"
        assert "support.zip" in driver.find(QLabel, "notice").text()


def saved(folder: Path) -> Path:
    """A saved list of a cluster."""
    kinds = (("Pod", pods()), ("Node", nodes()))
    items = [{"apiVersion": "v1", "kind": kind, **one} for kind, many in kinds for one in many]
    file = folder / "dump.json"
    file.write_text(
        json.dumps({"apiVersion": "v1", "kind": "List", "items": items}), encoding="utf-8"
    )
    return file


async def test_a_saved_file_is_shown_and_nothing_can_be_changed(tmp_path: Path) -> None:
    window = open_console(ConsoleOptions(saved=saved(tmp_path)))
    assert window.model.read_only
    assert window.model.title == "dump.json"
    rows = window.model.rows("pods")
    rows.open()
    while not rows.total:
        await asyncio.sleep(0.01)
    assert rows.total == len(pods())
    await window.model.finish()
    window.deleteLater()


async def test_the_window_shows_itself_until_it_is_closed(tmp_path: Path) -> None:
    task = asyncio.create_task(
        show_console(ConsoleOptions(saved=saved(tmp_path)), Unexpected()), name="console"
    )
    windows: list[ConsoleWindow] = []
    while not windows:
        QApplication.processEvents()
        await asyncio.sleep(0.01)
        shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, ConsoleWindow)]
        windows = [w for w in shown if w.isVisible()]
    windows[0].close()
    await asyncio.wait_for(task, 20)


def test_a_file_that_is_not_there_ends_the_program_with_a_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--console", "--from-file", str(tmp_path / "none.json")]) != 0
    assert "none.json" in capsys.readouterr().err


def kubeconfig(folder: Path) -> Path:
    """A kubeconfig of two clusters that nobody answers for."""
    contexts = [
        {"name": name, "context": {"cluster": "c", "user": "u"}} for name in ("north", "south")
    ]
    file = folder / "config"
    file.write_text(
        json.dumps(
            {
                "apiVersion": "v1",
                "kind": "Config",
                "clusters": [{"name": "c", "cluster": {"server": "https://127.0.0.1:1"}}],
                "users": [{"name": "u", "user": {"token": "x"}}],
                "contexts": contexts,
                "current-context": "south",
            }
        ),
        encoding="utf-8",
    )
    return file


@pytest.mark.parametrize(
    ("context", "titles", "chosen"),
    [
        (None, ["south", "north"], "south"),
        ("north", ["south", "north"], "north"),
        ("west", ["south", "north", "west"], "west"),
    ],
)
def test_all_clusters_of_a_kubeconfig_can_be_chosen(
    tmp_path: Path, context: str | None, titles: list[str], chosen: str
) -> None:
    options = ConsoleOptions(kubeconfig=kubeconfig(tmp_path), context=context)
    choices, number = choices_for(options)
    assert [choice.title for choice in choices] == titles
    assert choices[number].title == chosen


def test_a_file_that_is_no_dump_is_no_cluster(tmp_path: Path) -> None:
    file = tmp_path / "broken.json"
    file.write_text("{", encoding="utf-8")
    with pytest.raises(EdgewrightError):
        choices_for(ConsoleOptions(saved=file))
