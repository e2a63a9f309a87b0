"""The widgets by themselves: names, keys, states, and what a person sees of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QButtonGroup,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.theme.choice import colors_for
from gui.theme.theme import DARK_MODE, LIGHT_MODE, theme
from gui.widgets.buttons import SpinBox, Switch, button
from gui.widgets.cards import Banner, ChoiceCard
from gui.widgets.field import Field
from gui.widgets.layouts import vbox
from gui.widgets.marks import Mark
from gui.widgets.rows import CheckRow, ProgressBar, StepRow
from gui.widgets.shell import StepButton
from gui.widgets.text import Elided, Text
from tests.gui.gallery import STATES, Gallery

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def gallery(qtbot: QtBot) -> Gallery:
    shown = Gallery()
    qtbot.addWidget(shown)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def role_and_name(widget: QWidget) -> tuple[QAccessible.Role, str]:
    found = QAccessible.queryAccessibleInterface(widget)
    return found.role(), found.text(QAccessible.Text.Name)


def test_every_control_that_gets_the_focus_has_a_name(gallery: Gallery) -> None:
    controls = [
        widget
        for widget in gallery.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not isinstance(widget.parentWidget(), QAbstractSpinBox)
    ]
    unnamed = [type(w).__name__ for w in controls if not role_and_name(w)[1].strip()]
    assert len(controls) > 20
    assert unnamed == []


@pytest.mark.parametrize("mode", [LIGHT_MODE, DARK_MODE])
def test_a_theme_reaches_every_corner(gallery: Gallery, mode: str) -> None:
    theme.set_mode(mode)
    QApplication.processEvents()
    picture = gallery.grab().toImage()
    assert picture.pixelColor(2, 2) == theme.color("rail")
    assert picture.pixelColor(picture.width() - 3, 3) == theme.color("bg")
    assert theme.dark == (mode == DARK_MODE)


def test_high_contrast_is_shown(gallery: Gallery) -> None:
    theme.use(colors_for(dark=True, high=True))
    QApplication.processEvents()
    assert gallery.grab().toImage().pixelColor(2, 2).name() == "#000000"


def test_no_words_are_cut_off(gallery: Gallery) -> None:
    cut = [
        label.text()
        for label in gallery.findChildren(QLabel)
        if label.isVisible() and not isinstance(label, Elided)
        if label.height() + 1 < label.heightForWidth(label.width())
        or (not label.wordWrap() and label.width() + 1 < label.sizeHint().width())
    ]
    assert cut == []


def test_a_mark_turns_only_where_it_is_seen(qtbot: QtBot) -> None:
    mark = Mark("run")
    qtbot.addWidget(mark)
    turning = mark._timer.isActive
    assert not turning()
    mark.show()
    assert turning()
    mark.show_state("ok")
    assert not turning()
    assert mark.accessibleName() == "OK"
    mark.show_state("run")
    mark.hide()
    assert not turning()


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_an_outline_of_its_own(qtbot: QtBot, state: str) -> None:
    pictures = {}
    for shown in STATES:
        mark = Mark(shown, 32)
        qtbot.addWidget(mark)
        pictures[shown] = mark.grab().toImage()
    assert [other for other in STATES if pictures[other] == pictures[state]] == [state]


def test_a_long_line_is_shortened_and_whole_in_its_tool_tip(qtbot: QtBot) -> None:
    label = Elided("")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()
    label.show_text("a line that is much longer than its place")
    assert label.text().endswith("…")
    assert label.toolTip() == label.accessibleName() == "a line that is much longer than its place"


def colors_of(label: Text) -> set[str]:
    """The colours that are seen where a label is."""
    picture = label.grab().toImage()
    places = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
    return {picture.pixelColor(x, y).name().upper() for x, y in places}


def test_words_take_the_colour_of_their_tone_in_every_theme(qtbot: QtBot) -> None:
    label = Text("\N{FULL BLOCK}")
    qtbot.addWidget(label)
    label.show()
    assert theme.c.text in colors_of(label)
    label.set_tone("fail")
    assert theme.c.fail in colors_of(label)
    before = theme.c.fail
    theme.set_mode(DARK_MODE)
    assert theme.c.fail in colors_of(label)
    assert before not in colors_of(label)


def test_the_problem_of_a_field_and_the_fact_of_a_choice_are_coloured(qtbot: QtBot) -> None:
    field = Field("Address", QLineEdit())
    field.show_problem("\N{FULL BLOCK}")
    card = ChoiceCard("one", facts=(("warn", "\N{FULL BLOCK}"),))
    for widget, tone in ((field, theme.c.fail), (card, theme.c.warn)):
        qtbot.addWidget(widget)
        widget.show()
        (label,) = [w for w in widget.findChildren(Text) if w.text() == "\N{FULL BLOCK}"]
        assert tone in colors_of(label)


def test_words_take_the_font_of_their_role(qtbot: QtBot) -> None:
    heights = []
    for role in ("caption", "body", "display"):
        label = Text("word", role)
        qtbot.addWidget(label)
        label.show()
        assert label.font().pixelSize() == theme.font(role).pixelSize()
        heights.append(label.sizeHint().height())
    assert heights == sorted(set(heights))


def test_a_field_shows_its_problem_instead_of_its_help(qtbot: QtBot) -> None:
    edit = QLineEdit()
    field = Field("Node &address", edit, "Four numbers")
    qtbot.addWidget(field)
    assert (edit.accessibleName(), field.message) == ("Node address", "Four numbers")
    field.show_problem("Must be inside 10.0.0.0/24")
    assert edit.accessibleDescription() == field.message == "Must be inside 10.0.0.0/24"
    assert edit.property("state") == "fail"
    field.show_problem("")
    assert (edit.property("state"), field.message) == ("", "Four numbers")


def test_a_check_row_tells_everything_and_its_button_works(qtbot: QtBot) -> None:
    fix, pressed = button("&Fix", "primary"), []
    fix.clicked.connect(lambda: pressed.append(1))
    row = CheckRow("fail", "Memory", "To fix", cause="Too little.", actions=(fix,))
    qtbot.addWidget(row)
    row.show()
    assert row.accessibleName() == "Memory: To fix. Too little"
    QTest.mouseClick(fix, LEFT)
    assert pressed == [1]


def test_a_banner_says_its_state_and_carries_buttons(qtbot: QtBot) -> None:
    again = button("Try again")
    banner = Banner("warn", "It is tight", "Free some memory", (again,))
    qtbot.addWidget(banner)
    assert banner.accessibleName() == "Check: It is tight Free some memory"
    assert again.parentWidget() is banner


def test_choices_are_radio_buttons_for_keys_and_mouse(qtbot: QtBot) -> None:
    holder, group = QWidget(), QButtonGroup()
    layout = vbox(holder)
    cards = [ChoiceCard(name, "why", facts=(("warn", "tight"),)) for name in ("one", "two")]
    for card in cards:
        group.addButton(card)
        layout.addWidget(card)
    qtbot.addWidget(holder)
    with qtbot.waitActive(holder):
        holder.show()
        holder.activateWindow()
    assert role_and_name(cards[0]) == (QAccessible.Role.RadioButton, "one")
    assert "tight" in cards[0].accessibleDescription()
    QTest.mouseClick(cards[0], LEFT, pos=QPoint(cards[0].width() // 2, cards[0].height() - 4))
    assert cards[0].isChecked()
    QTest.keyClick(cards[0], Qt.Key.Key_Down)
    assert (cards[0].isChecked(), cards[1].isChecked()) == (False, True)


def test_a_wheel_over_the_page_changes_no_number(qtbot: QtBot) -> None:
    spin = SpinBox(1, 10, 5)
    qtbot.addWidget(spin)
    spin.show()
    place, turn = QPointF(5, 5), QPoint(0, 120)
    wheel = QWheelEvent(
        place,
        QPointF(spin.mapToGlobal(QPoint(5, 5))),
        QPoint(),
        turn,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(spin, wheel)
    assert spin.value() == 5
    assert not wheel.isAccepted()


def test_a_switch_is_a_check_box_and_says_on_or_off(qtbot: QtBot) -> None:
    switch = Switch("Start with this PC")
    qtbot.addWidget(switch)
    switch.show()
    off = switch.grab().toImage()
    assert role_and_name(switch) == (QAccessible.Role.CheckBox, "Start with this PC")
    QTest.keyClick(switch, Qt.Key.Key_Space)
    assert switch.isChecked()
    assert switch.grab().toImage() != off


def test_a_page_that_cannot_be_reached_cannot_be_pressed(qtbot: QtBot) -> None:
    step, pressed = StepButton(2, "Check this PC"), []
    qtbot.addWidget(step)
    step.clicked.connect(lambda: pressed.append(1))
    step.show()
    step.show_state("todo", here=False, reachable=False)
    QTest.mouseClick(step, LEFT)
    assert pressed == []
    assert role_and_name(step)[1] == "Step 2: Check this PC"
    assert step.accessibleDescription() == "not visited"
    step.show_state("fail", here=True, reachable=True)
    QTest.mouseClick(step, LEFT)
    assert pressed == [1]
    assert step.accessibleDescription() == "current step, stopped with a problem"


def test_a_step_names_its_state_and_time(qtbot: QtBot) -> None:
    row = StepRow("run", "Start the node", usual="2 min")
    qtbot.addWidget(row)
    row.show_now("waiting for its first word", "12 s")
    assert row.accessibleName() == "Start the node: Running 12 s"


@pytest.mark.parametrize(("given", "shown"), [(-1.0, 0.0), (0.5, 0.5), (7.0, 1.0)])
def test_progress_stays_between_nothing_and_all(qtbot: QtBot, given: float, shown: float) -> None:
    bar = ProgressBar()
    qtbot.addWidget(bar)
    bar.show_value(given, "half")
    assert (bar._value, bar.accessibleName()) == (shown, "half")
