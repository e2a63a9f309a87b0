"""Reads a prepared answer file: our own cluster file, or one of AKS Edge Essentials."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gui.engine_words import said
from gui.texts import later, tr
from installer.api import (
    ConfigInvalid,
    EdgeCluster,
    EdgewrightError,
    load_config,
)
from installer.api.aks_edge import Severity, read_aks_edge_file, translate_aks_edge

_STATES = {Severity.ERROR: "fail", Severity.WARNING: "warn", Severity.INFO: "info"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that the report says.  `state` is ok, info, warn or fail."""

    state: str
    english: str
    place: str = ""

    @property
    def text(self) -> str:
        """What it says, in the language in use; sizes as they stand in the file."""
        return said(self.english, sizes=False)


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """A file that was read: the cluster in it, or none, and the report.

    `result` says what became of it; `brief` takes its place when it could not be read at all.
    """

    name: str
    cluster: EdgeCluster | None
    result: str = ""
    entries: tuple[Entry, ...] = ()
    brief: str = ""

    @property
    def headline(self) -> str:
        """What became of it, in the language in use."""
        cluster = self.cluster.name if self.cluster else ""
        return said(self.brief) or tr(self.result, name=self.name, cluster=cluster)


def read_answers(path: Path) -> AnswerFile:
    """Read a file; everything that is wrong with it stands in the report."""
    try:
        if path.suffix.lower() == ".json":
            return _read_aks_edge(path)
        cluster = load_config(path)
    except ConfigInvalid as error:
        entries = tuple(Entry("fail", str(problem)) for problem in error.problems)
        result = later("{name} has mistakes and cannot be used yet")
        return AnswerFile(path.name, None, result, entries)
    except EdgewrightError as error:
        advice = Entry("fail", error.advice)
        return AnswerFile(path.name, None, entries=(advice,), brief=error.brief)
    return AnswerFile(path.name, cluster, later("{name} is complete: cluster {cluster}"))


def _read_aks_edge(path: Path) -> AnswerFile:
    imported = read_aks_edge_file(path)
    translation = translate_aks_edge(imported)
    findings = sorted(imported.findings.items, key=lambda item: list(_STATES).index(item.severity))
    entries = [Entry(_STATES[item.severity], item.why, item.path) for item in findings]
    entries += [Entry(_note_state(note), note) for note in translation.notes]
    if translation.cluster is None:
        result = later("{name} cannot be used yet")
    else:
        result = later("{name} was read as a file of AKS Edge Essentials")
    return AnswerFile(path.name, translation.cluster, result, tuple(entries))


def _note_state(note: str) -> str:
    kind = note.partition(":")[0]
    return {"kept": "ok", "changed": "warn"}.get(kind, "info")
