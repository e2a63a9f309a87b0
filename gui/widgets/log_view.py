"""Lines of a log: many, coloured by severity, searched, followed; the window never waits for it.

Lines are taken in by portions, so that a burst of 100,000 does not stop the window, and the
oldest go when there are too many.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from PySide6.QtCore import QTimer
from PySide6.QtGui import (
    QSyntaxHighlighter,
    QTextBlockUserData,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from gui.theme.theme import theme

_PORTION, _PORTION_MS, _LONGEST = 700, 20, 4000
_TONES = {"error": "fail", "warning": "warn", "debug": "text3"}
_MOST_HITS = 500


class LogView(QPlainTextEdit):
    """Follows the newest lines, unless the user looks at older ones: then nothing jumps."""

    def __init__(self, name: str, most_lines: int) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setMaximumBlockCount(most_lines)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setAccessibleName(name)
        self._most = most_lines
        self._waiting: deque[tuple[str, str]] = deque(maxlen=most_lines)
        self._colors = _Colors(self.document())
        self._words = ""
        self._stuck = True
        self._timer = QTimer(self)
        self._timer.setInterval(_PORTION_MS)
        self._timer.timeout.connect(self._take_in)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        theme.changed.connect(self._colors.rehighlight)

    @property
    def busy(self) -> bool:
        """Whether lines still wait to be shown."""
        return bool(self._waiting)

    def add(self, lines: Iterable[tuple[str, str]]) -> None:
        """Show more lines: each its severity and its text."""
        self._waiting.extend(lines)
        if self._waiting and not self._timer.isActive():
            self._timer.start()

    def empty(self) -> None:
        """Show nothing."""
        self._waiting.clear()
        self._timer.stop()
        self.clear()
        self._stuck = True

    def set_wrapped(self, *, on: bool) -> None:
        """Break long lines, or let them go on to the right."""
        mode = QPlainTextEdit.LineWrapMode
        self.setLineWrapMode(mode.WidgetWidth if on else mode.NoWrap)

    def find_words(self, words: str, *, backwards: bool = False) -> bool:
        """Go to the next place of some words and mark all that can be seen; round the end."""
        fresh, self._words = words != self._words, words
        if fresh and words:
            self._stuck = False
        self._mark_hits()
        if not words:
            return False
        flag = QTextDocument.FindFlag.FindBackward
        found = self.find(words, flag) if backwards else self.find(words)
        if not found:
            end = QTextCursor.MoveOperation.End if backwards else QTextCursor.MoveOperation.Start
            self.moveCursor(end)
            found = self.find(words, flag) if backwards else self.find(words)
        return found

    def _take_in(self) -> None:
        if not self._waiting:
            self._timer.stop()
            return
        count = min(_PORTION, len(self._waiting))
        portion = [self._waiting.popleft() for _ in range(count)]
        self._colors.expect([severity for severity, _ in portion])
        text = "\n".join(text[:_LONGEST].replace("\n", " ") for _, text in portion)
        self.appendPlainText(text)
        if self._stuck:
            bar = self.verticalScrollBar()
            bar.setValue(bar.maximum())
        self._mark_hits()

    def _scrolled(self, value: int) -> None:
        stuck = value >= self.verticalScrollBar().maximum() - 1
        if stuck is not self._stuck and not self._waiting:
            self._stuck = stuck
        if self._words:
            self._mark_hits()

    def _mark_hits(self) -> None:
        marks: list[QTextEdit.ExtraSelection] = []
        block, bottom = self.firstVisibleBlock(), self.viewport().height()
        paint = QTextCharFormat()
        paint.setBackground(theme.color("warn_soft"))
        paint.setForeground(theme.color("warn"))
        offset = self.contentOffset()
        while self._words and block.isValid() and len(marks) < _MOST_HITS:
            if self.blockBoundingGeometry(block).translated(offset).top() > bottom:
                break
            text, small = block.text().lower(), self._words.lower()
            at = text.find(small)
            while at >= 0:
                mark = QTextEdit.ExtraSelection()
                cursor = QTextCursor(block)
                cursor.setPosition(block.position() + at)
                end = block.position() + at + len(small)
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                mark.cursor, mark.format = cursor, paint
                marks.append(mark)
                at = text.find(small, at + len(small))
            block = block.next()
        self.setExtraSelections(marks)


class _Severity(QTextBlockUserData):
    def __init__(self, severity: str) -> None:
        super().__init__()
        self.severity = severity


class _Colors(QSyntaxHighlighter):
    """Colours a whole line; which, it is told before the lines arrive."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._coming: deque[str] = deque()

    def expect(self, severities: Iterable[str]) -> None:
        """The severities of the lines that are appended next."""
        self._coming.extend(severities)

    def highlightBlock(self, text: str) -> None:  # noqa: N802 - Qt's own name
        """Colour one line."""
        known = self.currentBlockUserData()
        if isinstance(known, _Severity):
            severity = known.severity
        elif self._coming:
            # Qt asks again for the line before the new ones: each keeps its own.
            severity = self._coming.popleft()
            self.setCurrentBlockUserData(_Severity(severity))
        else:
            return
        tone = _TONES.get(severity)
        if tone:
            paint = QTextCharFormat()
            paint.setForeground(theme.color(tone))
            self.setFormat(0, len(text), paint)
