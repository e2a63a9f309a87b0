"""The window of the console: pages, header, search, several clusters, keyboard, names."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QListWidget, QWidget

from gui.texts import language
from gui.viewmodels.console.pages import PAGES, PageName
from gui.widgets.nav_button import NavButton
from gui.widgets.state_label import StateLabel
from installer.api.console import FeedWord, Usage
from installer.cluster.overview_model import ArcPart, ArcState, Certificate, VersionLine, Versions
from installer.cluster.phrases import NOTHING, Phrase
from installer.errors import HostUnreachable
from tests.gui.console_pictures import rich_world
from tests.helpers.console_objects import NOW, pod
from tests.helpers.console_window import ConsoleDriver, console_on
from tests.helpers.console_world import World

CRASHING = "pos-sync-6f9d7c4b8-x2lkm"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    language.use("en")


async def test_the_first_page_tells_health_counts_and_what_needs_attention() -> None:
    async with console_on() as driver:
        assert driver.window.here is PageName.OVERVIEW
        assert driver.find(StateLabel, "health").text == "Needs attention"
        assert driver.find(StateLabel, "connection").text == "Live"
        text = driver.shown_text()
        assert f"{CRASHING}: Keeps crashing" in text
        assert "The program keeps stopping right after its start" in text
        assert driver.find(NavButton, "page-workloads").accessibleName() == (
            "Workloads, 6 need attention"
        )


async def test_show_leads_to_the_object() -> None:
    async with console_on() as driver:
        driver.click("attention-0")
        await driver.rest()
        assert driver.window.here is PageName.WORKLOADS
        assert driver.table.current_uid() == f"store/{CRASHING}"
        assert driver.page.side.isVisible()


async def test_an_object_behind_a_filter_is_shown_all_the_same() -> None:
    async with console_on() as driver:
        await driver.go("workloads")
        driver.write("filter", "queue")
        await driver.until(lambda: len(driver.column("NAME")) == 1, "the filter holds")
        await driver.go("overview")
        driver.click("attention-0")
        await driver.rest()
        assert driver.table.current_uid() == f"store/{CRASHING}"


async def test_the_first_page_follows_the_cluster() -> None:
    async with console_on(World({})) as driver:
        assert "Nothing needs attention." in driver.shown_text()
        ill = next(one for one in World().objects.values() if one["metadata"]["name"] == CRASHING)
        driver.world.put("pods", pod("well"), ill)
        await driver.rest()
        assert f"{CRASHING}: Keeps crashing" in driver.shown_text()


async def test_without_figures_the_reason_is_said_and_nothing_is_drawn() -> None:
    async with console_on() as driver:
        assert "No figures here." in driver.shown_text()
        driver.window.resize(1900, 900)
        await driver.go("workloads")
        keys = [c.key for c in driver.page.rows.table.columns]
        assert driver.table.isColumnHidden(keys.index("CPU"))


async def test_figures_fill_their_columns() -> None:
    async with console_on(rich_world()) as driver:
        driver.window.resize(1900, 900)
        await driver.go("storage")
        used = dict(zip(driver.column("NAME"), driver.column("USED"), strict=True))
        assert used["camera-buffer"] == "44 GB / 50 GB"
        await driver.go("nodes")
        assert driver.column("CPU") == ["1.2", "0.3"]


@pytest.mark.parametrize("page", list(PageName))
async def test_every_page_opens_by_its_keys_and_has_names(page: PageName) -> None:
    async with console_on(rich_world()) as driver:
        number = list(PAGES).index(page) + 1
        QTest.keyClick(driver.window, getattr(Qt.Key, f"Key_{number}"), CTRL)
        await driver.rest()
        assert driver.window.here is page
        unnamed = [
            f"{type(w).__name__} {w.objectName()}"
            for w in driver.window.findChildren(QWidget)
            if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus
            if not w.accessibleName().strip() and not isinstance(w.parent(), QComboBox)
        ]
        assert unnamed == []


def walk(driver: ConsoleDriver, key: Qt.Key) -> list[QWidget]:
    """Every control that gets the focus by a key, until the first one has it again."""
    seen: list[QWidget] = []
    for _ in range(60):
        QTest.keyClick(driver.focused(), key)
        focus = driver.focused()
        if focus in seen:
            assert focus is seen[0], f"{focus.objectName()} is reached twice"
            return seen
        seen.append(focus)
    raise AssertionError("the walk never came round")


async def test_tab_walks_round_and_leaves_the_table() -> None:
    async with console_on() as driver:
        await driver.go("workloads")
        await driver.choose_row(CRASHING)
        driver.table.setFocus()
        names = [w.objectName() for w in walk(driver, Qt.Key.Key_Tab)]
        for name in ("page-workloads", "search", "filter", "table-pods", "side-tabs", "do-delete"):
            assert name in names
        assert set(names) == {w.objectName() for w in walk(driver, Qt.Key.Key_Backtab)}


async def test_search_finds_objects_pages_and_says_when_there_is_nothing() -> None:
    async with console_on() as driver:
        await driver.go("workloads")
        QTest.keyClick(driver.window, Qt.Key.Key_K, CTRL)
        driver.write("search", "pos-sy")
        hits = driver.find(QListWidget, "hits")
        assert [hits.item(n).text() for n in range(hits.count())] == [
            f"{CRASHING}    Pod, store, Keeps crashing"
        ]
        driver.press(Qt.Key.Key_Return)
        await driver.rest()
        assert driver.table.current_uid() == f"store/{CRASHING}"
        QTest.keyClick(driver.window, Qt.Key.Key_K, CTRL)
        driver.write("search", "certif")
        driver.press(Qt.Key.Key_Return)
        await driver.rest()
        assert driver.window.here is PageName.CERTIFICATES
        QTest.keyClick(driver.window, Qt.Key.Key_K, CTRL)
        driver.write("search", "no such thing")
        assert hits.item(0).text() == "Nothing is called “no such thing”"
        driver.press(Qt.Key.Key_Escape)
        assert not driver.is_there("hits")


async def test_another_cluster_shows_its_own_objects_and_lets_go_of_the_first() -> None:
    first, second = World(), World({"pods": [pod("elsewhere")]})
    second.title = "shop-115"
    async with console_on(first, second) as driver:
        await driver.go("workloads")
        box = driver.find(QComboBox, "cluster")
        assert [box.itemText(n) for n in range(box.count())] == ["shop-114", "shop-115"]
        assert second.feeds == []
        box.setCurrentIndex(1)
        box.activated.emit(1)
        await driver.rest()
        assert driver.column("NAME") == ["elsewhere"]
        assert ("close",) in first.asked
        assert all(feed.closed for feed in first.feeds)


async def test_a_kind_that_is_denied_does_not_make_the_whole_look_broken() -> None:
    world = World()
    world.turn("pods", FeedWord.DENIED, "", "pods is forbidden")
    async with console_on(world) as driver:
        await driver.go("workloads")
        assert driver.find(StateLabel, "connection").text == "Live"


async def test_boards_show_versions_certificates_and_arc() -> None:
    world = World()
    world.versions_now = Versions(
        "v1.34.4",
        (VersionLine("edge-windows", "v1.30.2", attention=True, say=Phrase("It is too old.")),),
        (Phrase("A node is never newer than the server."),),
    )
    world.certificates_now = (
        Certificate("client", "kubeconfig", "", "CA", NOW + 9 * 86_400, True, NOTHING),
        Certificate("kubelet", "edge", "", "CA", None, False, NOTHING, problem="Not allowed."),
    )
    part = ArcPart("gitops", "apps", "Failed", attention=True, say=Phrase("The branch is gone."))
    world.arc_now = ArcState("connected", NOTHING, parts=(part,))
    async with console_on(world) as driver:
        await driver.go("updates")
        text = driver.shown_text()
        assert "edge-windows" in text
        assert "It is too old." in text
        assert "A node is never newer than the server." in text
        await driver.go("certificates")
        table = driver.find(QWidget, "table-certificates").model()  # type: ignore[attr-defined]
        assert [table.index(row, 1).data() for row in range(2)] == ["Ends in 9 days", "Not known"]
        assert table.index(1, 5).data() == "Not allowed."
        await driver.go("arc")
        assert "The branch is gone." in driver.shown_text()


async def test_not_connected_to_arc_is_a_quiet_state() -> None:
    async with console_on() as driver:
        await driver.go("arc")
        assert "Not connected to Azure Arc" in driver.shown_text()


async def test_a_board_that_cannot_be_read_says_why_and_tries_again() -> None:
    class Broken(World):
        async def versions(self) -> Versions:
            if self.error is not None:
                raise self.error
            return Versions("v1.34.4", (), ())

    world = Broken()
    world.error = HostUnreachable("The cluster does not answer.", details="EOF")
    async with console_on(world) as driver:
        await driver.go("updates")
        assert "The cluster does not answer." in driver.shown_text()
        world.error = None
        driver.click("try-again")
        await driver.rest()
        assert "What runs" in driver.shown_text()


async def test_the_console_speaks_german() -> None:
    language.use("de")
    async with console_on() as driver:
        await driver.go("workloads")
        states = dict(zip(driver.column("NAME"), driver.column("STATE"), strict=True))
        assert states[CRASHING] == "Stürzt immer ab CrashLoopBackOff"
        assert driver.find(QLabel, "count").text().endswith("Pods")


async def test_readings_become_a_line_over_time() -> None:
    async with console_on(rich_world()) as driver:
        chart = driver.window.page.overview.readings  # type: ignore[attr-defined]
        assert len(chart) == 1
        driver.world.usage_now = Usage("metrics", NOW, "", {})
        assert "now 1.50" in driver.shown_text()


async def test_a_cluster_that_never_answered_is_not_called_healthy_or_empty() -> None:
    world = World({})
    for kind in world.kinds:
        world.turn(kind, FeedWord.RECONNECTING, "The cluster does not answer.", "refused")
    async with console_on(world) as driver:
        text = driver.shown_text()
        assert "The cluster could not be reached" in text
        assert "refused" in text
        assert "None yet" not in text
        assert not driver.is_there("health")
        for kind in world.kinds:
            world.turn(kind, FeedWord.LIVE)
        world.tell_overview()
        await driver.rest()
        assert driver.find(StateLabel, "health").text == "Healthy"
        assert "Nothing needs attention." in driver.shown_text()
