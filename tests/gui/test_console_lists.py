"""Pages of rows: what is shown, sorted, filtered, selected; and why there may be no rows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QRadioButton

from installer.api.console import FeedWord
from tests.helpers.console_objects import pod, waiting
from tests.helpers.console_window import console_on
from tests.helpers.console_world import World

CRASHING = "pos-sync-6f9d7c4b8-x2lkm"


async def test_pods_are_shown_with_plain_and_exact_words() -> None:
    async with console_on() as driver:
        await driver.go("workloads")
        states = dict(zip(driver.column("NAME"), driver.column("STATE"), strict=True))
        assert states[CRASHING] == "Keeps crashing CrashLoopBackOff"
        assert states["pos-api-7d9c6b5f8-2vh4x"] == "Running"
        assert driver.column("NAME") == sorted(states)
        assert driver.find(QLabel, "count").text() == f"{len(states)} Pods"


async def test_a_click_on_a_heading_sorts_and_a_second_one_turns_it_round() -> None:
    async with console_on() as driver:
        await driver.go("workloads")
        head = driver.table.horizontalHeader()
        number = [c.key for c in driver.page.rows.table.columns].index("RESTARTS")
        driver.window.resize(1600, 800)
        await driver.rest()
        place = head.sectionViewportPosition(number) + 10
        for expected in (False, True):
            QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place, 12))
            await driver.rest()
            first = driver.column("NAME")[0]
            assert (first == CRASHING) is expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("pos-sync", [CRASHING]),
        ("CrashLoop", [CRASHING]),
        ("app=queue", ["queue-nats-0"]),
        ("app!=queue queue", []),
        ("store pos-api k8s", ["pos-api-7d9c6b5f8-k8s7d"]),
    ],
)
async def test_rows_are_filtered_by_words_and_labels(typed: str, expected: list[str]) -> None:
    async with console_on() as driver:
        await driver.go("workloads")
        driver.write("filter", typed)
        await driver.until(lambda: driver.page.rows.filter.is_empty is False, "the filter holds")
        await driver.rest()
        assert driver.column("NAME") == expected
        if not expected:
            driver.click("clear-filter")
            await driver.rest()
            assert CRASHING in driver.column("NAME")


async def test_namespaces_and_problems_narrow_the_list() -> None:
    async with console_on() as driver:
        await driver.go("workloads")
        box = driver.find(QComboBox, "namespace")
        assert [box.itemText(n) for n in range(box.count())] == [
            "All namespaces",
            "analytics",
            "devices",
            "kube-system",
            "store",
        ]
        box.setCurrentIndex(2)
        box.activated.emit(2)
        await driver.rest()
        assert driver.column("NAME") == ["label-printer-bridge-c9b47", "scale-driver-w8xq2"]
        driver.find(QRadioButton, "show-problems").click()
        await driver.rest()
        assert driver.column("NAME") == ["label-printer-bridge-c9b47"]


async def test_changes_arrive_while_the_selection_stays() -> None:
    async with console_on() as driver:
        await driver.go("workloads")
        await driver.choose_row(CRASHING)
        driver.world.put("pods", pod("a-new-one"), pod(CRASHING))
        await driver.rest()
        assert driver.column("NAME")[0] == "a-new-one"
        assert driver.table.current_uid() == f"store/{CRASHING}"
        assert driver.table.chosen_uids() == [f"store/{CRASHING}"]
        states = dict(zip(driver.column("NAME"), driver.column("STATE"), strict=True))
        assert states[CRASHING] == "Running"
        driver.world.drop("pods", f"store/{CRASHING}")
        await driver.rest()
        assert CRASHING not in driver.column("NAME")


async def test_a_hidden_list_rests_and_is_current_again_when_it_is_shown() -> None:
    async with console_on() as driver:
        await driver.go("workloads")
        feed = next(f for f in driver.world.feeds if f.kind == "pods")
        await driver.go("events")
        resting = feed.paused
        driver.world.put("pods", pod("late", state=waiting("ContainerCreating")))
        await driver.go("workloads")
        assert (resting, feed.paused) == (True, False)
        assert "late" in driver.column("NAME")


@pytest.mark.parametrize(
    ("word", "text"),
    [
        (FeedWord.DENIED, "You may not see Pods"),
        (FeedWord.ABSENT, "This cluster does not have Pods"),
        (FeedWord.ERROR, "Pods could not be read"),
        (FeedWord.STALE, "Pods could not be read"),
        (FeedWord.LIVE, "No Pods yet"),
    ],
)
async def test_without_rows_the_page_says_why(word: FeedWord, text: str) -> None:
    world = World({})
    world.turn("pods", word, "Because of that.", "HTTP 418")
    async with console_on(world) as driver:
        await driver.go("workloads")
        assert text in driver.shown_text()
        if word is FeedWord.DENIED:
            assert "HTTP 418" in driver.shown_text()


async def test_a_list_that_is_on_its_way_shows_its_shape_and_then_its_rows() -> None:
    world = World()
    rows, world.rows["pods"] = world.rows["pods"], {}
    world.turn("pods", FeedWord.LOADING)
    async with console_on(world) as driver:
        await driver.go("workloads")
        assert not driver.table.isVisible()
        world.rows["pods"] = rows
        world.turn("pods", FeedWord.LIVE)
        feed = next(f for f in world.feeds if f.kind == "pods")
        feed.send(added=rows.values())
        await driver.rest()
        assert driver.table.isVisible()


@pytest.mark.parametrize(
    ("word", "banner", "header"),
    [
        (FeedWord.STALE, "Not connected", "Stale since"),
        (FeedWord.RECONNECTING, "Reconnecting", "Reconnecting"),
        (FeedWord.ERROR, "answers with an error", "Error"),
    ],
)
async def test_old_rows_stay_with_a_warning(word: FeedWord, banner: str, header: str) -> None:
    async with console_on() as driver:
        await driver.go("workloads")
        driver.world.turn("pods", word, "", "connection refused")
        await driver.rest()
        assert banner in driver.shown_text()
        assert header in driver.model.connection.word
        assert CRASHING in driver.column("NAME")


async def test_trying_again_follows_anew() -> None:
    world = World({})
    world.turn("pods", FeedWord.ERROR, "", "HTTP 500")
    async with console_on(world) as driver:
        await driver.go("workloads")
        world.states.clear()
        world.keep("pods", pod("back"))
        QTest.mouseClick(driver.find(QPushButton, "try-again"), Qt.MouseButton.LeftButton)
        await driver.rest()
        assert driver.column("NAME") == ["back"]


async def test_with_little_room_whole_columns_go_and_name_and_state_stay() -> None:
    async with console_on() as driver:
        await driver.go("workloads")
        keys = [c.key for c in driver.page.rows.table.columns]

        def shown() -> list[str]:
            return [k for n, k in enumerate(keys) if not driver.table.isColumnHidden(n)]

        driver.window.resize(1900, 900)
        await driver.rest()
        assert shown() == [key for key in keys if key not in ("CPU", "MEMORY")]
        driver.window.resize(1000, 640)
        await driver.rest()
        await driver.choose_row(CRASHING)
        assert shown()[:2] == ["NAME", "STATE"]
        assert len(shown()) < len(keys)
        for number, key in enumerate(keys):
            if key in shown() and key != "NAME":
                assert driver.table.columnWidth(number) >= 60


async def test_a_selected_row_that_moves_stays_selected() -> None:
    async with console_on() as driver:
        await driver.go("workloads")
        driver.page.rows.table.sort(1)
        await driver.choose_row("queue-nats-0")
        driver.world.put("pods", pod("queue-nats-0", state=waiting("CrashLoopBackOff")))
        await driver.rest()
        assert "queue-nats-0" in driver.column("NAME")[:3]
        assert driver.table.chosen_uids() == ["store/queue-nats-0"]
        assert driver.table.current_uid() == "store/queue-nats-0"
