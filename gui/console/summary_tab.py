"""The first part of the panel: what is wrong, what can be done, then the evidence."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.console.action_buttons import ActionButtons
from gui.texts import tr
from gui.viewmodels.console.clock import past_words
from gui.viewmodels.console.columns import state_of_row
from gui.viewmodels.console.detail import DetailModel
from gui.viewmodels.console.phrases import in_words
from gui.viewmodels.console.titles import label_text
from gui.widgets.buttons import button
from gui.widgets.cards import Banner
from gui.widgets.layouts import Item, clear, column, line, row, scrolling, vbox
from gui.widgets.marks import Mark
from gui.widgets.rows import key_values
from gui.widgets.states import Skeleton
from gui.widgets.text import Text
from installer.api.console import ConditionLine, ContainerLine, Detail

_KEYS = 92
_MONO = ("Image", "Images")


class SummaryTab(QWidget):
    """Shows one object, or how many are selected; `wants_logs` asks for the next part."""

    wants_logs = Signal()

    def __init__(self, detail: DetailModel) -> None:
        super().__init__()
        self._detail = detail
        body = QWidget()
        self._body = vbox(body, (0, 0, 4, 4), 10)
        layout = vbox(self)
        layout.addWidget(scrolling(body))
        self._shown: object = None

    def enter(self) -> None:
        """Show what is known."""
        detail = self._detail
        wanted = (detail.kind, detail.rows, detail.detail, detail.failure, detail.actions)
        if wanted == self._shown or detail.row is None:
            return
        self._shown = wanted
        clear(self._body)
        if detail.others:
            self._show_several()
        else:
            self._show_one()
        self._body.addStretch(1)

    def rest(self) -> None:
        """Nothing to stop."""

    def _add(self, *items: Item) -> None:
        for item in items:
            if isinstance(item, QWidget):
                self._body.addWidget(item)

    def _buttons(self) -> ActionButtons:
        buttons = ActionButtons(self._detail)
        buttons.wants_logs.connect(self.wants_logs)
        return buttons

    def _show_several(self) -> None:
        kind, rows = self._detail.kind, self._detail.rows
        self._add(self._buttons(), line())
        for one in rows[:50]:
            if kind is not None:
                mark = Mark(state_of_row(kind, one).mark, 14)
                self._body.addLayout(row(mark, (Text(one.name, "small", wrap=True), 1)))
        if len(rows) > 50:
            self._add(Text(tr("and {count} more", count=len(rows) - 50), "small", "text3"))

    def _show_one(self) -> None:
        detail = self._detail
        found, state = detail.row, detail.state
        assert found is not None
        if found.attention and state is not None:
            mark = state.mark if state.mark in ("warn", "fail") else "warn"
            self._add(Banner(mark, state.word, in_words(found.say)))
        elif found.say.text:
            self._add(Text(in_words(found.say), "small", "text2", wrap=True))
        self._add(self._buttons())
        if detail.failure is not None:
            failure = detail.failure
            words = f"{failure.advice} {failure.details}".strip()
            self._add(Banner("fail", failure.what, words))
        if detail.detail is None:
            if detail.failure is None:
                waiting = Skeleton()
                waiting.setMinimumHeight(160)
                self._add(waiting)
            return
        self._show_whole(detail.detail)

    def _show_whole(self, whole: Detail) -> None:
        self._add(key_values(((label_text(li.label), li.value) for li in whole.lines), _KEYS))
        if whole.owners:
            self._add(Text(tr("Belongs to"), "small_strong", "text2"))
        for owner in whole.owners:
            self._add(self._owner_button(owner.kind, owner.name, whole))
        if whole.containers:
            self._add(line(), Text(tr("Containers"), "small_strong", "text2"))
        for container in whole.containers:
            self._body.addLayout(row(*_container(container), gap=8))
        if whole.conditions:
            self._add(line(), Text(tr("Conditions"), "small_strong", "text2"))
        now = self._detail.console.around.now()
        for condition in whole.conditions:
            self._body.addLayout(row(*_condition(condition, now), gap=8))

    def _owner_button(self, kind: str, name: str, whole: Detail) -> QWidget:
        console = self._detail.console
        link = button(f"{kind} {name}", "link")
        ref = next(o for o in whole.owners if o.name == name and o.kind == kind)
        target = console.kind_of(ref)
        link.setEnabled(bool(target))
        link.clicked.connect(lambda: console.show_ref(target, ref))
        holder = QWidget()
        vbox(holder).addLayout(row(link, None))
        return holder


def _container(one: ContainerLine) -> tuple[Item, ...]:
    mark = "fail" if one.attention else "ok" if one.state.lower() == "running" else "neutral"
    name = one.name if one.role == "main" else f"{one.name} ({one.role})"
    lines: list[Item] = [Text(name, "small_strong", wrap=True)]
    words = " · ".join(filter(None, (one.state, in_words(one.say))))
    lines.append(Text(words, "small", "text2", wrap=True))
    facts = [tr("{count} restarts", count=one.restarts)] if one.restarts else []
    if one.exit_code is not None:
        facts.append(tr("exit code {code}", code=one.exit_code))
    if one.last_end:
        facts.append(one.last_end)
    if facts:
        lines.append(Text(", ".join(facts), "caption", "text3", wrap=True))
    lines.append(Text(one.image, "mono", "text3", wrap=True, select=True))
    sizes = (
        (tr("asks for {sizes}", sizes=one.requests) if one.requests else ""),
        (tr("at most {sizes}", sizes=one.limits) if one.limits else ""),
    )
    if any(sizes):
        lines.append(Text(", ".join(filter(None, sizes)), "caption", "text3", wrap=True))
    return (column(1, Mark(mark, 15), None, gap=0), (column(*lines, gap=1), 1))


def _condition(one: ConditionLine, now: float) -> tuple[Item, ...]:
    mark = {True: "ok", False: "warn", None: "neutral"}[one.good]
    since = past_words(one.since, now) if one.since is not None else ""
    head = f"{one.name}: {one.status}"
    below = " ".join(filter(None, (one.reason, one.message)))
    lines: list[Item] = [row((Text(head, "small", wrap=True), 1), Text(since, "caption", "text3"))]
    if below:
        lines.append(Text(below, "caption", "text3", wrap=True, select=True))
    return (column(1, Mark(mark, 15), None, gap=0), (column(*lines, gap=1), 1))
