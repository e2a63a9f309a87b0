"""The text of an object while it is changed: first a dry run, then what would happen, then it."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from gui.texts import tr
from gui.viewmodels.console.console import ConsoleModel
from gui.viewmodels.failure import Failure, explain
from installer.api.console import Console, Preview


class Stage(StrEnum):
    """Where the text stands: it is read, written, tried, and then sent."""

    READING = "reading"
    WRITING = "writing"
    TRYING = "trying"
    TRIED = "tried"
    SENDING = "sending"


class Editing(QObject):
    """`changed` tells another stage; nothing is sent that was not tried first."""

    changed = Signal()
    applied = Signal()

    def __init__(self, model: ConsoleModel) -> None:
        super().__init__()
        self._model = model
        self.stage = Stage.READING
        self.previews: tuple[Preview, ...] = ()
        self.failure: Failure | None = None
        self._text = ""

    @property
    def conflicts(self) -> bool:
        """Whether somebody else owns what would be changed."""
        return any(preview.conflicts for preview in self.previews)

    @property
    def diff(self) -> str:
        """What would change, as a unified diff."""
        return "\n".join(preview.diff for preview in self.previews if preview.diff)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the server warns of."""
        return tuple(words for preview in self.previews for words in preview.warnings)

    def begin(self) -> None:
        """The text may be written."""
        self._to(Stage.WRITING)

    def back(self) -> None:
        """Go on writing, or read only."""
        writing = self.stage in (Stage.TRIED, Stage.TRYING)
        self._to(Stage.WRITING if writing else Stage.READING)

    def try_out(self, text: str, *, force: bool = False) -> None:
        """Ask the server what would happen."""
        console = self._model.console
        if console is None:
            return
        self._text = text
        self._to(Stage.TRYING)
        body = self._try(console, text, force=force)
        self._model.work.start(body, "try a change", failed=self._failed)

    def send(self, *, force: bool = False) -> None:
        """Do what was tried."""
        console = self._model.console
        if console is None or self.stage is not Stage.TRIED:
            return
        self._to(Stage.SENDING)
        body = self._send(console, force=force)
        self._model.work.start(body, "apply a change", failed=self._failed)

    async def _try(self, console: Console, text: str, *, force: bool) -> None:
        self.previews = await console.preview(text, force=force)
        self._to(Stage.TRIED)

    async def _send(self, console: Console, *, force: bool) -> None:
        refs = await console.apply(self._text, force=force)
        names = ", ".join(ref.name for ref in refs)
        self._model.notices.tell(tr("{name} was changed", name=names))
        self._to(Stage.READING)
        self.applied.emit()

    def _failed(self, error: BaseException) -> None:
        self.stage = Stage.WRITING
        self.failure = explain(error)
        self.changed.emit()

    def _to(self, stage: Stage) -> None:
        self.failure = None
        if stage in (Stage.READING, Stage.WRITING):
            self.previews = ()
        self.stage = stage
        self.changed.emit()
