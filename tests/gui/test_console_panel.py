"""The panel of one object: summary, permissions, deeds with a way back, logs, events, text."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QPlainTextEdit, QSpinBox

from gui.console.side_panel import EVENTS, LOGS, YAML
from installer.api.console import (
    FieldConflict,
    LogBatch,
    LogLine,
    LogTarget,
    Preview,
    Ref,
    Severity,
)
from installer.errors import HostUnreachable
from tests.helpers.console_window import ConsoleDriver, console_on
from tests.helpers.console_world import World

CRASHING = "pos-sync-6f9d7c4b8-x2lkm"
UID = f"store/{CRASHING}"


async def test_the_panel_says_what_is_wrong_and_follows_the_arrow_keys() -> None:
    async with console_on() as driver:
        await driver.go("workloads")
        await driver.choose_row(CRASHING)
        assert "keeps stopping right after its start" in driver.shown_text()
        QTest.keyClick(driver.table, Qt.Key.Key_Down)
        await driver.rest()
        shown = driver.page.detail.row
        assert shown is not None
        assert shown.name == driver.column("NAME")[driver.column("NAME").index(CRASHING) + 1]
        QTest.keyClick(driver.table, Qt.Key.Key_Escape)
        await driver.rest()
        assert not driver.page.side.isVisible()
        assert driver.focused() is driver.table


async def test_an_object_that_cannot_be_read_says_why() -> None:
    async with console_on() as driver:
        await driver.go("workloads")
        driver.world.error = HostUnreachable("The cluster does not answer.", details="EOF")
        await driver.choose_row(CRASHING)
        assert "The cluster does not answer." in driver.shown_text()


async def test_what_is_not_allowed_is_disabled_with_the_reason() -> None:
    world = World()
    world.refused["delete pods"] = "Your access may not delete pods."
    async with console_on(world) as driver:
        await driver.go("workloads")
        await driver.choose_row(CRASHING)
        button = driver.find(QAbstractButton, "do-delete")
        assert not button.isEnabled()
        assert button.accessibleDescription() == "Your access may not delete pods."
        assert "Delete: Your access may not delete pods." in driver.shown_text()
        assert driver.find(QAbstractButton, "do-logs").isEnabled()


async def test_a_saved_file_can_only_be_read() -> None:
    world = World()
    world.read_only = True
    async with console_on(world) as driver:
        await driver.go("workloads")
        await driver.choose_row(CRASHING)
        assert not driver.find(QAbstractButton, "do-delete").isEnabled()
        driver.page.side.open_tab(YAML)
        await driver.rest()
        assert not driver.find(QAbstractButton, "yaml-next").isEnabled()


async def delete(driver: ConsoleDriver) -> None:
    await driver.go("workloads")
    await driver.choose_row(CRASHING)
    driver.click("do-delete")
    await driver.rest()
    driver.click("question-yes")
    await driver.rest()


async def test_a_deletion_waits_and_can_be_taken_back() -> None:
    async with console_on() as driver:
        await delete(driver)
        assert f"{CRASHING} will be deleted in 6 s" in driver.shown_text()
        driver.click("take-back")
        await driver.rest()
        driver.model.removals.send_now()
        await driver.rest()
        assert [words for words in driver.world.asked if words[0] == "delete"] == []
        assert CRASHING in driver.column("NAME")


async def test_after_the_time_the_object_is_deleted_and_nothing_else() -> None:
    async with console_on() as driver:
        await delete(driver)
        driver.model.removals.send_now()
        await driver.rest()
        sent = [words[1] for words in driver.world.asked if words[0] == "delete"]
        assert sent == [Ref("Pod", "store", CRASHING, UID)]
        assert CRASHING not in driver.column("NAME")
        assert f"{CRASHING} was deleted" in driver.shown_text()


async def test_a_refused_deletion_is_told_with_the_servers_words() -> None:
    async with console_on() as driver:
        await delete(driver)
        driver.world.error = HostUnreachable("The server refuses.", details="denied by policy x")
        driver.model.removals.send_now()
        await driver.rest()
        notice = driver.find(QLabel, "notice")
        assert notice.text() == "Could not delete: The server refuses."
        assert "denied by policy x" in notice.toolTip()


async def test_several_pods_are_deleted_together() -> None:
    async with console_on() as driver:
        await driver.go("workloads")
        await driver.choose_row("pos-api-7d9c6b5f8-2vh4x")
        QTest.keyClick(driver.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        await driver.rest()
        assert "2 selected" in driver.find(QLabel, "side-name").text()
        await driver.until(lambda: driver.can("do-delete"), "it is allowed")
        driver.click("do-delete")
        await driver.rest()
        driver.click("question-yes")
        driver.model.removals.send_now()
        await driver.rest()
        assert len([words for words in driver.world.asked if words[0] == "delete"]) == 2


@pytest.mark.parametrize(
    ("page", "name", "button", "expected"),
    [
        ("nodes", "edge-linux", "do-cordon", ("cordon", "edge-linux", True)),
        ("nodes", "edge-windows", "do-uncordon", ("cordon", "edge-windows", False)),
    ],
)
async def test_a_short_deed_is_done_and_told(
    page: str, name: str, button: str, expected: tuple[object, ...]
) -> None:
    async with console_on() as driver:
        await driver.go(page)
        await driver.choose_row(name)
        driver.click(button)
        await driver.rest()
        assert expected in driver.world.asked
        assert name in driver.find(QLabel, "notice").text()


async def test_a_drain_asks_first_and_tells_how_it_goes() -> None:
    async with console_on() as driver:
        await driver.go("nodes")
        await driver.choose_row("edge-linux")
        driver.click("do-drain")
        await driver.rest()
        driver.find(QCheckBox, "drain-local").click()
        driver.click("drain-go")
        await driver.rest()
        given = {"delete_local_data": True, "force": False}
        assert ("drain", "edge-linux", given) in driver.world.asked
        assert "All pods have moved" in driver.shown_text()
        assert not driver.find(QAbstractButton, "drain-go").isEnabled()
        driver.click("dialog-leave")
        await driver.rest()


async def test_a_claim_is_made_larger() -> None:
    async with console_on() as driver:
        await driver.go("storage")
        await driver.choose_row("camera-buffer")
        driver.click("do-expand")
        await driver.rest()
        assert driver.find(QSpinBox, "expand-size").value() == 51
        driver.click("expand-go")
        await driver.rest()
        done = [words for words in driver.world.asked if words[0] == "expand"]
        assert done == [
            (
                "expand",
                Ref("PersistentVolumeClaim", "store", "camera-buffer", "store/camera-buffer"),
                "51Gi",
            )
        ]
        driver.click("dialog-leave")
        await driver.rest()


async def open_log(driver: ConsoleDriver) -> QPlainTextEdit:
    await driver.go("workloads")
    await driver.choose_row(CRASHING)
    driver.click("do-logs")
    await driver.rest()
    return driver.find(QPlainTextEdit, "log-lines")


def lines(*texts: str) -> LogBatch:
    target = LogTarget("store", CRASHING, "app")
    return LogBatch(tuple(LogLine(target, 0.0, text, Severity.ERROR) for text in texts))


async def test_a_log_is_followed_searched_and_saved(tmp_path: Path) -> None:
    async with console_on() as driver:
        shown = await open_log(driver)
        target = LogTarget("store", CRASHING, "app")
        assert ("logs", (target,), True, False, 1000) in driver.world.asked
        hear = driver.world.log_listener
        assert hear is not None
        hear(lines("first", "timeout here"))
        await driver.until(shown.toPlainText, "lines are shown")
        driver.write("log-find", "timeout")
        assert shown.textCursor().selectedText() == "timeout"
        driver.find(QCheckBox, "log-times").click()
        await driver.until(lambda: "1970-01-01" in shown.toPlainText(), "times are shown")
        driver.find(QCheckBox, "log-previous").click()
        assert ("logs", (target,), True, True, 1000) in driver.world.asked
        driver.world.log_listener = None
        driver.page.side.logs.model.lines.extend(lines("kept").lines)
        driver.page.side.logs.write(tmp_path / "pod.log")
        assert (tmp_path / "pod.log").read_text(encoding="utf-8").endswith("kept\n")


async def test_the_events_of_the_object_are_shown_and_no_others() -> None:
    async with console_on() as driver:
        await driver.go("workloads")
        await driver.choose_row(CRASHING)
        driver.page.side.open_tab(EVENTS)
        await driver.rest()
        assert "Back-off restarting failed container" in driver.shown_text()
        await driver.choose_row("queue-nats-0")
        assert "No events lately" in driver.shown_text()


async def test_a_change_is_tried_before_it_is_sent_and_a_conflict_shows_both_sides() -> None:
    async with console_on() as driver:
        await driver.go("workloads")
        await driver.choose_row(CRASHING)
        driver.page.side.open_tab(YAML)
        await driver.rest()
        conflict = FieldConflict(".spec.replicas", "autoscaler", "3", "5")
        ref = Ref("Pod", "store", CRASHING, UID)
        driver.world.previews = (Preview(ref, False, "-a\n+b", (conflict,)),)
        driver.click("yaml-next")
        edit = driver.find(QPlainTextEdit, "yaml")
        assert not edit.isReadOnly()
        edit.appendPlainText("# changed")
        driver.click("yaml-next")
        await driver.rest()
        assert driver.world.asked[-1][0] == "preview"
        assert driver.find(QPlainTextEdit, "diff").toPlainText() == "-a\n+b"
        assert "There: 3. Here: 5." in driver.shown_text()
        driver.click("yaml-next")
        await driver.rest()
        verb, text, force = driver.world.asked[-1]
        assert (verb, force) == ("apply", True)
        assert text.endswith("# changed")


async def test_a_log_tab_asks_for_every_pod_that_is_selected() -> None:
    async with console_on() as driver:
        await driver.go("workloads")
        await driver.choose_row("pos-api-7d9c6b5f8-2vh4x")
        QTest.keyClick(driver.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        await driver.rest()
        driver.page.side.open_tab(LOGS)
        await driver.rest()
        asked = [words for words in driver.world.asked if words[0] == "logs"]
        assert [target.pod for target in asked[-1][1]] == [
            "pos-api-7d9c6b5f8-2vh4x",
            "pos-api-7d9c6b5f8-k8s7d",
        ]
