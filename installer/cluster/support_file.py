"""Writes a support file: one ZIP that tells a helpdesk how a cluster is, without its secrets.

    summary.html            what is wrong, in plain words; read it first
    objects/<kind>.json     the objects, secrets and fields of the server's own left out
    logs/<namespace>/...    the last lines of what does not run well, and of the system
    extra/<name>            what the caller adds, such as the journal of an installation

`edgewright get --from-file` and the console open it again.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from installer.cluster.ask_around import AskAround
from installer.cluster.connection import Connection
from installer.cluster.feed_troubles import trouble_of
from installer.cluster.overview import overview_of
from installer.cluster.overview_model import ArcState, Certificate, SupportFile, Versions
from installer.cluster.registry import all_kinds
from installer.cluster.rows import Row
from installer.cluster.snapshot import raw_objects, rows_of
from installer.cluster.states import FeedState
from installer.cluster.support_cleaning import cleaned
from installer.cluster.support_summary import summary_page
from installer.errors import ClusterRefused, EdgewrightError
from installer.host.redact import redact

_LOG_LINES = 500
_MOST_LOGS = 60
_MOST_OBJECTS = 20_000
_SYSTEM = "kube-system"


@dataclass(frozen=True, slots=True)
class SupportContent:
    """What is known before the objects are read."""

    title: str
    now: float
    versions: Versions | None
    certificates: Sequence[Certificate]
    arc: ArcState
    extra: Mapping[str, bytes]


def write_support_file(
    path: Path,
    connection: Connection,
    around: AskAround,
    content: SupportContent,
    progress: Callable[[str], None],
) -> SupportFile:
    """Write it whole or not at all; blocks.  Raises OSError."""
    partial = path.with_name(f".{path.name}.partial")
    missing: list[str] = []
    rows: dict[str, tuple[Row, ...]] = {}
    states: dict[str, FeedState] = {}
    try:
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, kind in all_kinds().items():
                progress(f"Reading {kind.resource}")
                try:
                    raws = _some(connection, name, missing)
                except (EdgewrightError, msgspec.DecodeError) as error:
                    trouble = trouble_of(error, kind)
                    missing.append(trouble.text or str(error))
                    if trouble.word is not None:
                        states[name] = FeedState(trouble.word, content.now, trouble.text)
                    continue
                rows[name] = rows_of(kind, raws, around)
                archive.writestr(f"objects/{name}.json", _list_text(raws))
            for row, container in _worth_logging(rows.get("pods", ())):
                progress(f"Reading the log of {row.namespace}/{row.name}")
                _write_logs(archive, connection, row, container, missing)
            for name, data in content.extra.items():
                archive.writestr(f"extra/{name}", redact(data.decode("utf-8", "replace")))
            page = summary_page(
                content.title,
                content.now,
                overview_of(rows, states, None),
                content.versions,
                content.certificates,
                content.arc,
                missing,
            )
            archive.writestr("summary.html", page)
        partial.chmod(0o600)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return SupportFile(str(path), path.stat().st_size, tuple(missing))


def _some(connection: Connection, name: str, missing: list[str]) -> list[bytes]:
    """The objects of a kind; of very many the first ones."""
    kind = all_kinds()[name]
    raws: list[bytes] = []
    for raw in raw_objects(connection, kind):
        if len(raws) == _MOST_OBJECTS:
            missing.append(f"Only the first {_MOST_OBJECTS} {kind.resource} are in the file.")
            break
        raws.append(raw)
    # The objects of a typed list do not say what they are; in a file, and to be cleaned, they must.
    named = {"apiVersion": kind.api_version, "kind": kind.word}
    return [msgspec.json.encode(cleaned({**named, **msgspec.json.decode(raw)})) for raw in raws]


def _list_text(raws: Sequence[bytes]) -> bytes:
    return b'{"apiVersion":"v1","kind":"List","items":[\n' + b",\n".join(raws) + b"\n]}\n"


def _worth_logging(pods: Sequence[Row]) -> list[tuple[Row, str]]:
    """Containers of pods that need attention, then those of the system."""
    chosen = [row for row in pods if row.attention]
    chosen += [row for row in pods if not row.attention and row.namespace == _SYSTEM]
    return [(row, name) for row in chosen for name in row.facts.containers][:_MOST_LOGS]


def _write_logs(
    archive: zipfile.ZipFile,
    connection: Connection,
    row: Row,
    container: str,
    missing: list[str],
) -> None:
    path = f"/api/v1/namespaces/{row.namespace}/pods/{row.name}/log"
    for previous in (False, True):
        query: dict[str, str | int] = {
            "container": container,
            "tailLines": _LOG_LINES,
            "timestamps": "true",
        }
        if previous:
            query["previous"] = "true"
        try:
            data = connection.get(path, query, accept="*/*")
        except EdgewrightError as error:
            # That there is no previous container is usual, and no news.
            if not previous:
                words = error.details if isinstance(error, ClusterRefused) else error.brief
                missing.append(f"Log of {row.namespace}/{row.name}/{container}: {words}")
            continue
        suffix = "-previous" if previous else ""
        name = f"logs/{row.namespace}/{row.name}/{container}{suffix}.log"
        archive.writestr(name, redact(data.decode("utf-8", "replace")))
