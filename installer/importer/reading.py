"""From a file of AKS Edge Essentials to what it states and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath
from typing import Any

from installer.errors import UsageError
from installer.importer.decode import LARGEST, NotText, decode
from installer.importer.deployment import DEPLOYMENT_NAMES, read_deployment
from installer.importer.findings import Findings
from installer.importer.scalars import is_empty
from installer.importer.section import Values
from installer.importer.tolerant_json import JsonText, Member, NotJson, read_json
from installer.importer.user_file import USER_FILE_NAMES, read_user_file

USER_FILE, JOIN_FILE, DEPLOYMENT = "aide-userconfig", "scaleconfig", "aksedge-config"

# Gives the content of a file beside the one that is read, or None when there is none.
Beside = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file states (`values`, without any secret) and what there is to say about it.

    `accepted` means that it could be read without guessing, `kind` as what it was read.
    """

    accepted: bool
    kind: str
    values: Values = field(default_factory=Values)
    findings: Findings = field(default_factory=Findings)

    @property
    def deployable(self) -> bool:
        """Whether nothing in the file must be corrected first."""
        return self.accepted and not self.findings.errors

    def record(self, notes: tuple[str, ...]) -> dict[str, Any]:
        """The report as plain data."""
        return {
            "accepted": self.accepted,
            "deployable": self.deployable,
            "kind": self.kind,
            "values": dict(self.values),
            "problems": [
                {"path": item.path, "severity": item.severity.value, "why": item.why}
                for item in self.findings.items
            ],
            "notes": list(notes),
        }


def read_file(path: Path) -> Imported:
    """Read a file, and the one that it names when that stands beside it.

    Raises UsageError when it cannot be opened.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise UsageError(
            f"The file {path} cannot be read.",
            details=str(error),
            resolution="Give the path of a file that exists and that your user may read.",
        ) from error
    return read_bytes(data, beside=lambda name: _read_beside(path.parent, name))


def read_bytes(data: bytes, *, beside: Beside = lambda _: None) -> Imported:
    """Read the content of a file."""
    findings = Findings()
    try:
        text = decode(data, findings)
    except NotText as error:
        findings.error((), str(error))
        return Imported(accepted=False, kind=DEPLOYMENT, findings=findings)
    document = _read_document(text, findings)
    if document is None:
        return Imported(accepted=False, kind=_kind_of_text(text), findings=findings)
    kind = _kind_of(document)
    values = Values()
    if kind is None:
        findings.error((), "this is no file of AKS Edge Essentials: none of its groups is known")
        return Imported(accepted=False, kind=DEPLOYMENT, findings=findings)
    if kind == USER_FILE:
        second = _second_file(beside)
        accepted = read_user_file(document, values, findings, second)
        return Imported(accepted, kind, values if accepted else Values(), findings)
    read_deployment(document, values, findings)
    kind = JOIN_FILE if values["role"] == "join" else DEPLOYMENT
    return Imported(accepted=True, kind=kind, values=values, findings=findings)


def _read_document(text: str, findings: Findings) -> Member | None:
    """The outermost group of a text, or None when there is none."""
    try:
        content = read_json(text)
    except NotJson as error:
        findings.error(error.place, error.why)
        return None
    _tell_form(content, findings)
    root = content.root
    if isinstance(root.value, list) and len(root.value) == 1:
        findings.warning((), "a list of one instead of a group; its entry is taken")
        root = root.value[0]
    if not isinstance(root.value, dict):
        findings.error((), "the file does not consist of names with values in braces { }")
        return None
    return root


def _tell_form(content: JsonText, findings: Findings) -> None:
    if content.comments:
        findings.warning((), "comments are not part of JSON; they were read over and are lost")
    for place in content.commas:
        findings.warning(place, "a comma behind the last entry, which JSON forbids; read over")
    for place in content.twice:
        why = "this name stands here twice; the last one was read. Remove the one that is not meant"
        findings.error(place, why)


def _kind_of(document: Member) -> str | None:
    names = {name.lower() for name in document.value} if isinstance(document.value, dict) else set()
    if names & {name.lower() for name in USER_FILE_NAMES}:
        return USER_FILE
    return DEPLOYMENT if names & {name.lower() for name in DEPLOYMENT_NAMES} else None


def _kind_of_text(text: str) -> str:
    """As what a file was meant whose form is broken."""
    names = {name.lower() for name in re.findall(r'"(\w+)"\s*:', text)}
    if names & {name.lower() for name in USER_FILE_NAMES}:
        return USER_FILE
    return JOIN_FILE if "clusterjointoken" in names else DEPLOYMENT


def _second_file(beside: Beside) -> Callable[[str, Findings], Member | None]:
    def read(name: str, findings: Findings) -> Member | None:
        data = beside(name)
        if data is None:
            return None
        try:
            document = _read_document(decode(data, findings), findings)
        except NotText as error:
            findings.error((), str(error))
            return None
        if document is not None and _kind_of(document) != DEPLOYMENT:
            findings.error((), "the second file is no deployment file")
            return None
        return document

    return read


def _read_beside(folder: Path, name: str) -> bytes | None:
    """A file of the same folder or below; what lies elsewhere is not followed."""
    path = PureWindowsPath(name)
    if is_empty(name) or path.is_absolute() or path.drive or path.root or ".." in path.parts:
        return None
    try:
        with folder.joinpath(*path.parts).open("rb") as file:
            return file.read(LARGEST + 1)
    except (OSError, ValueError):
        return None
