"""Text of machines: YAML to read or to write, and the differences between two of them."""

from __future__ import annotations

import re

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit

from gui.theme.theme import theme

_KEY = re.compile(r"^\s*(?:- )?[\w./-]+:")
_COMMENT = re.compile(r"(^|\s)#.*$")


class CodeView(QPlainTextEdit):
    """YAML; Tab leaves it while it is only read."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.set_writable(on=False)
        self._colors = _Yaml(self.document())
        theme.changed.connect(self._colors.rehighlight)

    def set_writable(self, *, on: bool) -> None:
        """Let it be written, or only read."""
        self.setReadOnly(not on)
        self.setTabChangesFocus(not on)


class DiffView(QPlainTextEdit):
    """A unified diff: what goes and what comes have a sign and a colour."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._colors = _Diff(self.document())
        theme.changed.connect(self._colors.rehighlight)


class _Yaml(QSyntaxHighlighter):
    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)

    def highlightBlock(self, text: str) -> None:  # noqa: N802 - Qt's own name
        """Keys in the colour of links, comments in grey."""
        for pattern, tone in ((_KEY, "info"), (_COMMENT, "text3")):
            if match := pattern.search(text):
                paint = QTextCharFormat()
                paint.setForeground(theme.color(tone))
                self.setFormat(match.start(), match.end() - match.start(), paint)


class _Diff(QSyntaxHighlighter):
    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)

    def highlightBlock(self, text: str) -> None:  # noqa: N802 - Qt's own name
        """Lines that go are those of failure, lines that come those of success."""
        if text.startswith(("+++", "---")):
            tone = "text3"
        else:
            tone = {"+": "ok", "-": "fail", "@": "info"}.get(text[:1], "")
        if tone:
            paint = QTextCharFormat()
            paint.setForeground(theme.color(tone))
            if tone in ("ok", "fail"):
                paint.setBackground(theme.color(f"{tone}_soft"))
            self.setFormat(0, len(text), paint)
