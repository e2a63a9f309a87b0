"""Shared folders of file servers as a list of fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from gui.texts import later, tr
from gui.viewmodels.network_fields import FieldInfo
from gui.viewmodels.problem_text import problem_text
from gui.viewmodels.setup import Setup

SHARES = "spec.storage.shares"
MOST = 16
_FIELDS = (
    FieldInfo("name", later("Name"), later("Of the volume in the cluster")),
    FieldInfo("server", later("Server"), later("Name or address of the file server")),
    FieldInfo("path", later("Folder"), later("Such as /export/data")),
)
_SMB_FIELDS = (
    *_FIELDS[:2],
    FieldInfo("path", later("Share"), later("Its name, such as data")),
    FieldInfo(
        "credential",
        later("Stored secret"),
        later("That logs in. Empty comes in as a guest"),
        optional=True,
    ),
)


@dataclass(frozen=True, slots=True)
class ShareItem:
    """A share by its place in the list; `kind` is nfs or smb."""

    index: int
    kind: str
    title: str
    read_only: bool


class SharesModel(QObject):
    """Adds and removes shares, and reads and writes their fields."""

    changed = Signal()

    def __init__(self, setup: Setup) -> None:
        super().__init__()
        self._setup = setup
        setup.changed.connect(self.changed)

    @property
    def items(self) -> tuple[ShareItem, ...]:
        """The shares in order."""
        return tuple(
            ShareItem(
                index,
                str(share["kind"]),
                tr("NFS folder") if share["kind"] == "nfs" else tr("SMB share"),
                bool(share["readOnly"]),
            )
            for index, share in enumerate(self._list())
        )

    def _list(self) -> list[dict[str, Any]]:
        return [dict(share) for share in self._setup.draft.get(SHARES) or ()]

    def add(self, kind: str) -> None:
        """One more share of a kind, whose fields are to be filled in."""
        shares = self._list()
        if len(shares) >= MOST:
            return
        taken = {share["name"] for share in shares}
        name = next(n for n in (f"share-{i}" for i in range(1, MOST + 2)) if n not in taken)
        made = {"name": name, "kind": kind, "server": "", "path": ""}
        more = {"readOnly": False, "options": [], "credential": None}
        self._setup.change(SHARES, [*shares, made | more])

    def remove(self, index: int) -> None:
        """Take a share out of the list."""
        shares = self._list()
        del shares[index]
        self._setup.change(SHARES, shares)

    def lock(self, index: int, *, on: bool) -> None:
        """Let nobody write to a share, or everybody."""
        self._setup.change(f"{SHARES}.{index}.readOnly", on)

    @property
    def may_add(self) -> bool:
        """Whether there can be one more."""
        return len(self._list()) < MOST

    def fields(self, index: int) -> tuple[FieldInfo, ...]:
        """The fields of a share."""
        return _SMB_FIELDS if self.items[index].kind == "smb" else _FIELDS

    def text(self, index: int, key: str) -> str:
        """What stands in a field of a share."""
        return str(self._setup.draft.get(f"{SHARES}.{index}.{key}") or "")

    def type(self, index: int, key: str, text: str) -> None:
        """The user has typed into a field of a share."""
        value = text.strip() or (None if key == "credential" else "")
        self._setup.change(f"{SHARES}.{index}.{key}", value)

    def problem(self, index: int, key: str) -> str:
        """What is wrong with a field; one that was not filled in yet only says so."""
        found = self._setup.draft.problem(f"{SHARES}.{index}.{key}")
        if found is None:
            return ""
        return problem_text(found) if self.text(index, key) else tr("Fill this in")

    @property
    def hindrance(self) -> str:
        """Why one cannot go on; empty when one can."""
        for item in self.items:
            for field in self.fields(item.index):
                if self.problem(item.index, field.key):
                    name = self.text(item.index, "name") or item.title
                    return tr("The share {name} needs a correction", name=name)
        return ""
