"""What a fix may use: the PC, an administrator's hands, and the journal of fixes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from installer.errors import AdminNeeded, ForeignResource
from installer.host.admin import Hands
from installer.host.base import Command, HostDriver, succeeded
from installer.steps.context import Owned

# A package manager may have to fetch a few hundred megabytes.
_COMMAND_SECONDS = 3600


@dataclass(kw_only=True)
class FixContext:
    """The objects that a fix works with."""

    fix: str
    pc: HostDriver
    admin: Hands
    owned: Callable[[], tuple[Owned, ...]]
    record: Callable[[str, Owned], None]
    report: Callable[[str], None]
    _untouched: list[Owned] = field(default_factory=list)

    def owns(self, kind: str, ident: str) -> bool:
        """Whether this fix has made the thing, now or at an earlier time."""
        return Owned(self.fix, kind, ident) in self.owned()

    def own(self, kind: str, ident: str) -> None:
        """Write into the journal that `apply` is about to make this thing."""
        if not self.owns(kind, ident):
            thing = Owned(self.fix, kind, ident)
            self.record("own", thing)
            self._untouched.append(thing)

    def forget(self, kind: str, ident: str) -> None:
        """Write into the journal that the thing is not ours, or no longer there."""
        if self.owns(kind, ident):
            self.record("undone", Owned(self.fix, kind, ident))

    async def run(self, command: Command) -> str:
        """Run a command as an administrator and return its output.

        Raises CommandFailed, or AdminNeeded: then nothing was done, and what was to be made next
        is not ours when the administrator makes it.
        """
        try:
            result = await self.admin.run(command, timeout=_COMMAND_SECONDS)
        except AdminNeeded:
            for thing in self._untouched:
                self.forget(thing.kind, thing.ident)
            raise
        self._untouched.clear()
        return succeeded(command, result)

    async def write_file(self, path: str, text: str) -> None:
        """Make a file of our own, owned; raises ForeignResource when somebody else's is there."""
        there = await self._read(path)
        if there == text:
            return
        if there is not None and not self.owns("file", path):
            raise ForeignResource(
                f"The file {path} exists and was not written by this program.", details=there
            )
        self.own("file", path)
        await self.run(writing(path, text))

    async def remove_file(self, path: str, ours: Sequence[str]) -> None:
        """Take our lines away; with them the file, unless somebody has added to it.

        `ours` is how our lines begin.  One that was being written when the power failed may be
        shorter than that.
        """
        there = await self._read(path)
        if there is None:
            return
        lines = there.splitlines(keepends=True)
        kept = [line for line in lines if not _is_ours(line.strip(), ours)]
        if not kept:
            await self.run(removing(path))
        elif len(kept) < len(lines):
            await self.run(writing(path, "".join(kept)))

    async def _read(self, path: str) -> str | None:
        try:
            return await self.pc.read_text(path)
        except FileNotFoundError:
            return None


def _is_ours(line: str, ours: Sequence[str]) -> bool:
    return any(line.startswith(beginning) or beginning.startswith(line) for beginning in ours)


def writing(path: str, text: str) -> Command:
    """The command by which an administrator writes a file; readable for all."""
    return Command(argv=("tee", path), purpose=f"Writing {path}", stdin=text.encode())


def removing(path: str) -> Command:
    """The command by which an administrator removes a file."""
    return Command(argv=("rm", "--force", path), purpose=f"Removing {path}")
