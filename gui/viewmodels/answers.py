"""Reads a prepared answer file: our own cluster file, or one of AKS Edge Essentials."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gui.texts import tr
from installer.api import (
    ConfigInvalid,
    EdgeCluster,
    EdgewrightError,
    Severity,
    load_config,
    read_aks_edge_file,
    translate_aks_edge,
)

_STATES = {Severity.ERROR: "fail", Severity.WARNING: "warn", Severity.INFO: "info"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that the report says.  `state` is ok, info, warn or fail."""

    state: str
    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """A file that was read: the cluster in it, or none, and the report."""

    name: str
    cluster: EdgeCluster | None
    headline: str
    entries: tuple[Entry, ...] = ()


def read_answers(path: Path) -> AnswerFile:
    """Read a file; everything that is wrong with it stands in the report."""
    try:
        if path.suffix.lower() == ".json":
            return _read_aks_edge(path)
        cluster = load_config(path)
    except ConfigInvalid as error:
        entries = tuple(Entry("fail", str(problem)) for problem in error.problems)
        headline = tr("{name} has mistakes and cannot be used yet", name=path.name)
        return AnswerFile(path.name, None, headline, entries)
    except EdgewrightError as error:
        return AnswerFile(path.name, None, error.brief, (Entry("fail", error.advice),))
    headline = tr("{name} is complete: cluster {cluster}", name=path.name, cluster=cluster.name)
    return AnswerFile(path.name, cluster, headline)


def _read_aks_edge(path: Path) -> AnswerFile:
    imported = read_aks_edge_file(path)
    translation = translate_aks_edge(imported)
    findings = sorted(imported.findings.items, key=lambda item: list(_STATES).index(item.severity))
    entries = [Entry(_STATES[item.severity], item.why, item.path) for item in findings]
    entries += [Entry(_note_state(note), note) for note in translation.notes]
    if translation.cluster is None:
        headline = tr("{name} cannot be used yet", name=path.name)
    else:
        headline = tr("{name} was read as a file of AKS Edge Essentials", name=path.name)
    return AnswerFile(path.name, translation.cluster, headline, tuple(entries))


def _note_state(note: str) -> str:
    kind = note.partition(":")[0]
    return {"kept": "ok", "changed": "warn"}.get(kind, "info")
