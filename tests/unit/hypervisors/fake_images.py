"""A qemu-img that is not there: disks are small text files, what they hold is kept beside."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from installer.host.base import Command, Result

_GIVEN = 8 << 30


@dataclass
class FakeImage:
    """A disk: its size, and the size that each of its snapshots holds."""

    size: int = _GIVEN
    snapshots: dict[str, int] = field(default_factory=dict)


class FakeImages:
    """Answers `qemu-img`; a file that was put in place under another name is the same disk."""

    def __init__(self) -> None:
        self._images: dict[str, FakeImage] = {}

    def run(self, command: Command) -> Result:
        verb, *words = command.argv[1:]
        if verb == "create":
            self.of(words[-2]).size = int(words[-1])
            Path(words[-2]).write_text(verb)
        elif verb == "convert":
            Path(words[-1]).write_text(verb)
        elif verb == "resize":
            assert Path(words[-2]).exists()
            self.resize(Path(words[-2]), int(words[-1]))
        elif verb == "info":
            return Result(0, json.dumps(self._info(words[-1])))
        else:
            assert verb == "snapshot", f"unknown verb {verb}"
            return self._snapshot(*words[-3:])
        return Result(0)

    def of(self, path: Path | str) -> FakeImage:
        place = Path(path)
        name = place.name.removeprefix(".").removesuffix(".partial")
        return self._images.setdefault(f"{place.parent.name}/{name}", FakeImage())

    def resize(self, path: Path, size: int) -> None:
        self.of(path).size = size

    def forget(self, path: Path, tag: str) -> None:
        del self.of(path).snapshots[tag]

    def _info(self, path: str) -> dict[str, object]:
        image = self.of(path)
        return {
            "virtual-size": image.size,
            "snapshots": [{"name": tag} for tag in image.snapshots],
        }

    def _snapshot(self, verb: str, tag: str, path: str) -> Result:
        image = self.of(path)
        if verb == "-c":
            assert tag not in image.snapshots, "qemu-img would keep two of the same name"
            image.snapshots[tag] = image.size
        elif tag not in image.snapshots:
            return Result(1, "", f"Can't find snapshot {tag}")
        elif verb == "-a":
            image.size = image.snapshots[tag]
        else:
            assert verb == "-d", f"unknown verb {verb}"
            del image.snapshots[tag]
        return Result(0)
