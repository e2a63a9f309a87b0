"""Objects from a file instead of a cluster: a saved object, a list, or a support file.

A helpdesk looks at another site's trouble this way.  The file comes from somewhere else, so its
size has an end, and YAML aliases, by which a small file can become endless, are refused.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import yaml

from installer.cluster.ages import moment
from installer.cluster.around import Around
from installer.cluster.decode import Decoder
from installer.cluster.manifests import load_documents
from installer.cluster.objects import Part
from installer.cluster.registry import all_kinds, kind_of_object
from installer.cluster.rows import Kind, Row
from installer.cluster.surroundings import (
    classes_of,
    decoded_leases,
    lease_moments,
    wanted_by,
)
from installer.errors import ConfigInvalid, Problem, UsageError

_MAX_BYTES = 512 * 1024 * 1024
_OBJECTS = "objects/"  # the folder of a support file that holds them
_MOMENT = re.compile(rb'"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)"')


class _Head(Part, frozen=True):
    """What says of which kind an object or a list is."""

    kind: str = ""
    api_version: str = ""
    items: list[msgspec.Raw] | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """The content of a file: rows by kind, and what could not be read."""

    kinds: Mapping[str, Kind]
    rows: Mapping[str, tuple[Row, ...]]
    raws: Mapping[str, tuple[bytes, ...]]
    skipped: tuple[str, ...]
    around: Around

    def pairs(self, kind: str) -> Iterator[tuple[Row, bytes]]:
        """The rows of a kind with the objects that they were made of."""
        yield from zip(self.rows.get(kind, ()), self.raws.get(kind, ()), strict=True)


def read_saved(path: Path, now: float) -> Saved:
    """Read a file; raises UsageError when there is none, ConfigInvalid when it is none of ours."""
    try:
        texts = list(_texts(path))
    except OSError as error:
        raise UsageError(f"{path} cannot be read.", details=str(error)) from error
    except (zipfile.BadZipFile, yaml.YAMLError, msgspec.DecodeError, ValueError) as error:
        raise _not_ours(path, str(error)) from error
    grouped: dict[Kind, list[bytes]] = {}
    try:
        for text in texts:
            for kind, raw in _objects(text):
                grouped.setdefault(kind, []).append(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _not_ours(path, str(error)) from error
    if not grouped and not texts:
        raise _not_ours(path, "it holds no object")
    around = Around(now, _newest(texts, now))
    return _saved(grouped, around, as_one=zipfile.is_zipfile(path))


def _not_ours(path: Path, reason: str) -> ConfigInvalid:
    allowed = "a Kubernetes object or list (JSON, YAML), or a support file (ZIP)"
    return ConfigInvalid(path.name, [Problem("", reason[:500], allowed=allowed)])


def _texts(path: Path) -> Iterator[bytes]:
    """The JSON documents of a file."""
    if path.stat().st_size > _MAX_BYTES:
        raise ValueError(f"it is larger than {_MAX_BYTES} bytes")
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            found = [i for i in archive.infolist() if _is_objects(i.filename)]
            if sum(info.file_size for info in found) > _MAX_BYTES:
                raise ValueError(f"it unpacks to more than {_MAX_BYTES} bytes")
            for info in found:
                yield archive.read(info)
        return
    data = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    if data.lstrip()[:1] in (b"{", b"["):
        yield data
        return
    for document in load_documents(data):
        yield msgspec.json.encode(document)


def _is_objects(name: str) -> bool:
    return name.endswith(".json") and f"/{name}".rpartition(f"/{_OBJECTS}")[1] != ""


def _objects(text: bytes) -> Iterator[tuple[Kind, bytes]]:
    """The objects of a document with their kinds; lists are opened, nested ones too."""
    if text.lstrip()[:1] == b"[":
        for raw in msgspec.json.decode(text, type=list[msgspec.Raw]):
            yield from _objects(bytes(raw))
        return
    head = msgspec.json.decode(text, type=_Head)
    if head.items is None:
        if head.kind:
            yield kind_of_object(head.kind, head.api_version), text
        return
    for raw in head.items:
        own = msgspec.json.decode(raw, type=_Head)
        if own.items is not None:
            yield from _objects(bytes(raw))
            continue
        # The objects of a typed list (PodList) do not say what they are.
        word = own.kind or head.kind.removesuffix("List")
        yield kind_of_object(word, own.api_version or head.api_version), bytes(raw)


def _newest(texts: Iterable[bytes], now: float) -> float:
    """The newest moment in a file that is not in the future: for it the objects speak."""
    found = (moment(word.decode()) for text in texts for word in set(_MOMENT.findall(text)))
    return max((at for at in found if at is not None and at <= now), default=now)


def _saved(grouped: Mapping[Kind, list[bytes]], around: Around, *, as_one: bool) -> Saved:
    leases = decoded_leases(raw for k, raws in grouped.items() if k.word == "Lease" for raw in raws)
    around = replace(around, leases=lease_moments(leases) if leases else None)
    rows: dict[str, tuple[Row, ...]] = {}
    raws: dict[str, tuple[bytes, ...]] = {}
    skipped: list[str] = []
    # Kinds that others are judged by come first.
    for kind in sorted(grouped, key=lambda kind: bool(kind.needs)):
        if kind.name == "claims":
            around = _with_storage(around, rows)
        made, kept, bad = _read_kind(kind, grouped[kind], around, as_one=as_one)
        rows[kind.name], raws[kind.name] = tuple(made), tuple(kept)
        skipped += [f"{kind.word} {words}" for words in bad]
    known = all_kinds()
    return Saved(
        kinds={kind.name: kind for kind in grouped} | dict(known),
        rows=rows,
        raws=raws,
        skipped=tuple(skipped),
        around=around,
    )


def _with_storage(around: Around, rows: Mapping[str, tuple[Row, ...]]) -> Around:
    classes = classes_of(rows["storageclasses"]) if "storageclasses" in rows else None
    return replace(around, classes=classes, wanted_claims=wanted_by(rows.get("pods", ())))


def _read_kind(
    kind: Kind, raws: Iterable[bytes], around: Around, *, as_one: bool
) -> tuple[list[Row], list[bytes], list[str]]:
    """The rows of one kind, the bytes they were made of, and what is wrong with other objects.

    The objects of a support file speak for one moment; anywhere else each speaks for its own,
    because nobody knows when it was saved.
    """
    decoder = Decoder(kind)
    rows: list[Row] = []
    kept: list[bytes] = []
    bad: list[str] = []
    for raw in raws:
        good, wrong = decoder.objects([raw])
        own = around if as_one else replace(around, as_of=_newest([raw], around.now))
        rows += decoder.rows(good, own)
        kept += [raw] * len(good)
        bad += wrong
    return rows, kept, bad
