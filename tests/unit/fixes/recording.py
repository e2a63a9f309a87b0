"""A PC on which everything that is run is written down, and what a test refuses is refused."""

from __future__ import annotations

from collections.abc import Callable

from installer.errors import MissingTool
from installer.fixes.context import FixContext
from installer.host.admin import Administrator
from installer.host.base import Command, Result
from installer.steps.context import Owned

ROOT, USER = "0\n", "1000\n"


class RecordingPc:
    """`answers` are results by the beginning of a command's line; everything else succeeds."""

    def __init__(
        self,
        answers: dict[str, Result] | None = None,
        files: dict[str, str] | None = None,
        *,
        user: str = ROOT,
        missing: tuple[str, ...] = (),
    ) -> None:
        self.answers = {"id -u": Result(0, user), **(answers or {})}
        self.files = dict(files or {})
        self.missing = missing
        self.lines: list[str] = []

    @property
    def changes(self) -> list[str]:
        """What was run, without the questions."""
        return [line for line in self.lines if not line.startswith(("id ", "dpkg-query", "rpm -"))]

    async def run(self, command: Command, *, timeout: float) -> Result:
        self.lines.append(command.line)
        if command.argv[0] in self.missing:
            raise MissingTool(command.argv[0], command.argv[0])
        fitting = [start for start in self.answers if command.line.startswith(start)]
        if fitting:
            return self.answers[max(fitting, key=len)]
        if "tee" in command.argv:
            self.files[command.argv[-1]] = (command.stdin or b"").decode()
        if "rm" in command.argv:
            self.files.pop(command.argv[-1], None)
        return Result(0)

    async def read_text(self, path: str) -> str:
        if path not in self.files:
            raise FileNotFoundError(path)
        return self.files[path]

    async def write_text(self, path: str, text: str, *, mode: int = 0o644) -> None:
        raise AssertionError("an administrator writes")

    async def aclose(self) -> None:
        """Nothing is held."""


class Held:
    """What a fix owns, and in which order it wrote that down among the commands."""

    def __init__(self, pc: RecordingPc, *owned: Owned) -> None:
        self.owned = list(owned)
        self._pc = pc

    def record(self, kind: str, thing: Owned) -> None:
        self._pc.lines.append(f"{kind} {thing.kind} {thing.ident}")
        if kind == "own":
            self.owned.insert(0, thing)
        else:
            self.owned.remove(thing)


def context(pc: RecordingPc, held: Held, fix: str) -> FixContext:
    """What a fix works with on this PC."""
    told: Callable[[str], None] = pc.lines.append
    return FixContext(
        fix=fix,
        pc=pc,
        admin=Administrator(pc, ()),
        owned=lambda: tuple(held.owned),
        record=held.record,
        report=lambda text: told(f"says {text}"),
    )
