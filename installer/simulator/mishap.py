"""The parts of trouble that reach into the PC itself: its clock, its disk, other programs.

What a scenario did to the PC is put right by the next program whose scenario does not have that
trouble: so the cause is gone, as after somebody has removed it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import filelock

from installer.clock import Clock
from installer.simulator.state import SimState, SimVmState

# The owner of virtual machines that another program has made.
FOREIGN_OWNER = "another-program"
# The name of the file that a program locks while it works on a cluster (`engine.store`).
_LOCK_NAME = "lock"


class PcClock:
    """The clock of a simulated PC: somebody may set it while a program runs."""

    def __init__(self, inner: Clock, ahead: float) -> None:
        self._inner = inner
        self.ahead = ahead

    def now(self) -> datetime:
        """See `Clock.now`."""
        return self._inner.now() + timedelta(seconds=self.ahead)

    def monotonic(self) -> float:
        """See `Clock.monotonic`; no setting of the clock reaches this."""
        return self._inner.monotonic()

    async def sleep(self, seconds: float) -> None:
        """See `Clock.sleep`."""
        await self._inner.sleep(seconds)


class OtherProgram:
    """Another program that works on some clusters, and so holds their locks until it ends."""

    def __init__(self, folder: Path, clusters: tuple[str, ...]) -> None:
        self._locks: list[filelock.BaseFileLock] = []
        for name in clusters:
            (folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = filelock.FileLock(folder / name / _LOCK_NAME)
            lock.acquire()
            self._locks.append(lock)

    def end(self) -> None:
        """Let go of everything; a folder in which nothing was made goes with its lock."""
        for lock in self._locks:
            file = Path(lock.lock_file)
            if {entry.name for entry in file.parent.iterdir()} <= {_LOCK_NAME}:
                file.unlink(missing_ok=True)
                file.parent.rmdir()
            lock.release()
        self._locks.clear()


def meet_foreign_vm(state: SimState, name: str) -> None:
    """Let somebody else's virtual machine of this name be there, if none is yet."""
    state.vms.setdefault(name, SimVmState(owner=FOREIGN_OWNER, created=True, running=True))


def move_foreign_vms_away(state: SimState) -> None:
    """Let the other user have given his virtual machines other names."""
    for name in [name for name, vm in state.vms.items() if vm.owner == FOREIGN_OWNER]:
        del state.vms[name]


def damage(state: SimState, bundle: Path, within: Path) -> None:
    """Change one byte of the node image of a simulated bundle; of a real one never."""
    images = sorted(bundle.rglob("*.qcow2")) if bundle.is_relative_to(within) else []
    if images and not state.damaged_file:
        _flip_last_byte(images[0])
        state.damaged_file = str(images[0])


def repair(state: SimState) -> None:
    """Put the right copy in the place of the damaged file."""
    if state.damaged_file and Path(state.damaged_file).exists():
        _flip_last_byte(Path(state.damaged_file))
    state.damaged_file = ""


def _flip_last_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-1] ^= 0xFF
    path.write_bytes(content)
