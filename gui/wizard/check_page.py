"""Check this PC: every check as a row, what has to change at the top."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QPushButton

from gui.texts import tr
from gui.viewmodels.check_items import CheckItem
from gui.viewmodels.flow import PageId
from gui.viewmodels.wizard import WizardModel
from gui.widgets.buttons import button
from gui.widgets.cards import Banner, Card
from gui.widgets.layouts import column, line, put, row, vbox
from gui.widgets.marks import Mark, Pill
from gui.widgets.rows import CheckRow, ProgressBar
from gui.widgets.text import Text
from gui.wizard.announce import announce
from gui.wizard.confirm import Confirm
from gui.wizard.page import WizardPage, clear
from gui.wizard.save_dialog import ask_to_save

_ROWS_AT_ONCE = 4


class CheckPage(WizardPage):
    """Looks at the PC as soon as it is shown."""

    def __init__(self, model: WizardModel) -> None:
        self._again = button(tr("Check &again"), icon_name="arrow-clockwise")
        self._save = button(tr("&Save report…"), icon_name="download-simple")
        self._again.setObjectName("check-again")
        self._save.setObjectName("save-report")
        lead = tr("These checks only read. They change nothing on this PC.")
        super().__init__(tr("Check this PC"), lead, actions=(self._again, self._save))
        self._model = model.check
        self._top = vbox(gap=12)
        self.add(self._top)
        self._card = Card(margins=(0, 2, 0, 4), gap=0)
        self.add(self._card, None)
        self._summary, self._list = vbox(), vbox()
        self._card.add(self._summary, self._list)
        self._bar = ProgressBar(height=6)
        self._accept: QCheckBox | None = None
        self._rows: list[tuple[CheckItem, CheckRow]] = []
        self._said: object = None
        # What a person has opened or closed stays so.
        self._turned: dict[str, bool] = {}
        self._again.clicked.connect(self._model.look)
        self._save.clicked.connect(self._ask_path)
        self._model.changed.connect(self.refresh_soon)

    def refresh(self) -> None:
        """Show rows and result; what did not change stays, and keeps the focus."""
        model = self._model
        self._again.setEnabled(not model.running)
        self._save.setEnabled(not model.running and model.failure is None)
        self._show_progress()
        said = (model.running, model.headline, model.subline, model.failure)
        if said != self._said:
            self._said = said
            clear(self._top)
            if model.failure is not None:
                self._top.addWidget(Banner("fail", model.failure.what, model.failure.advice))
            clear(self._summary)
            self._add_summary()
            if not model.running:
                announce(self, model.headline)
        if self._accept is not None:
            with QSignalBlocker(self._accept):
                self._accept.setChecked(model.all_accepted)
        self._show_rows(model.items)

    def _show_rows(self, items: tuple[CheckItem, ...]) -> None:
        """Make the rows that changed, a few in one turn: forty at once would be felt."""
        if len(self._rows) > len(items):
            clear(self._list)
            self._rows = []
        made = 0
        for index, item in enumerate(items):
            if index < len(self._rows) and self._rows[index][0] == item:
                continue
            if made == _ROWS_AT_ONCE:
                self.refresh_soon()
                return
            made += 1
            self._put_row(index, item)

    def _put_row(self, index: int, item: CheckItem) -> None:
        made = self._row(item)
        if index == len(self._rows):
            put(self._list, line(), made)
            self._rows.append((item, made))
            return
        old = self._rows[index][1]
        self._list.replaceWidget(old, made)
        # At once: otherwise the place would be empty for a moment.
        made.show()
        old.hide()
        old.deleteLater()
        self._rows[index] = (item, made)

    def _show_progress(self) -> None:
        self._bar.show_value(self._model.progress, self._model.headline)

    def _add_summary(self) -> None:
        self._bar, self._accept = ProgressBar(height=6), None
        self._show_progress()
        problems, cautions = self._model.count("fail"), self._model.count("warn")
        if self._model.running:
            mark, pills = "run", []
        else:
            passed = self._model.count("ok")
            mark = "fail" if problems else "warn" if cautions else "ok"
            counts = (
                ("fail", problems, tr("{count} to fix", count=problems)),
                ("warn", cautions, tr("{count} to know", count=cautions)),
                ("ok", passed, tr("{count} passed", count=passed)),
            )
            pills = [Pill(state, text) for state, count, text in counts if count]
        words = column(
            Text(self._model.headline, "section", wrap=True),
            Text(self._model.subline, "small", "text2", wrap=True),
            gap=1,
        )
        put(
            self._summary,
            row(Mark(mark, 24), 4, (words, 1), *pills, gap=8, margins=(16, 10, 14, 10)),
        )
        if self._model.running:
            put(self._summary, row((self._bar, 1), margins=(16, 0, 14, 10)))
        elif cautions:
            self._accept = self._accept_box()
            put(self._summary, row(self._accept, None, margins=(52, 0, 14, 12)))

    def _accept_box(self) -> QCheckBox:
        text = tr("I have read what is marked and want to &go on")
        box = QCheckBox(text)
        box.setObjectName("accept")
        box.setAccessibleName(text.replace("&", ""))
        box.setChecked(self._model.all_accepted)
        box.toggled.connect(lambda on: self._model.accept(accepted=on))
        return box

    def _row(self, item: CheckItem) -> CheckRow:
        problem = item.state in ("fail", "warn")
        made = CheckRow(
            item.state,
            item.title,
            item.word,
            result="" if problem else item.summary,
            cause=f"{item.summary} {item.remedy}".strip(),
            evidence=item.evidence,
            actions=self._actions(item),
            opened=self._turned.get(item.id, problem),
        )
        made.toggled.connect(partial(self._turned.__setitem__, item.id))
        return made

    def _actions(self, item: CheckItem) -> tuple[QPushButton, ...]:
        if item.fix:
            return (self._fix_button(item),)
        if item.page is None:
            return ()
        text = {
            PageId.RESOURCES: tr("Change the sizes"),
            PageId.NETWORK: tr("Change the network"),
        }[item.page]
        change = button(text, small=True)
        change.setObjectName(f"change-{item.id}")
        change.clicked.connect(partial(self.asked_for.emit, item.page))
        return (change,)

    def _fix_button(self, item: CheckItem) -> QPushButton:
        kind = "primary" if item.state == "fail" else "default"
        text = tr("Fix: {title}…", title=item.fix)
        made = button(text, kind, small=True)
        made.setObjectName(f"fix-{item.id}")
        made.clicked.connect(partial(self._ask_fix, item))
        return made

    def _ask_fix(self, item: CheckItem) -> None:
        Confirm(
            self.window(),
            item.fix,
            "\n".join(item.fix_changes),
            verb=tr("&Fix it"),
            agreed=partial(self._model.fix, item.id),
        ).open()

    def _ask_path(self) -> None:
        ask_to_save(
            self,
            tr("Save the report"),
            {"html": "HTML", "json": "JSON"},
            self._model.save_report,
            self._top,
        )
