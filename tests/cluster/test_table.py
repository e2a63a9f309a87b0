"""Our columns beside the real server's own table, for every object of the corpus that it takes."""

from __future__ import annotations

import copy
import itertools
import json
import re
import time
from pathlib import Path
from typing import Any

import msgspec
import pytest

from installer.cluster.around import Around
from installer.cluster.ask_around import AskAround
from installer.cluster.connection import Connection
from installer.cluster.decode import Decoder
from installer.cluster.registry import kind_of_object
from installer.cluster.rows import Kind, Place
from installer.cluster.writes import MERGE
from installer.errors import ClusterRefused

pytestmark = pytest.mark.real

TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io"
CASES = sorted((Path(__file__).parents[1] / "data" / "objects").glob("*.json"))
# The server itself refuses two: a debugging container from the start, a series without an action.
FEWEST_TAKEN = 88
SERIAL = itertools.count()


def test_every_object_of_the_corpus_reads_as_in_the_servers_table(admin: Connection) -> None:
    around = AskAround(admin, time.time)(kind_of_object("Pod", "v1"))
    taken, different, refused = 0, [], []
    for path in CASES:
        found = json.loads(path.read_text(encoding="utf-8"))["object"]
        kind = kind_of_object(found["kind"], found["apiVersion"])
        try:
            place = put(admin, kind, found)
        except ClusterRefused as error:
            refused.append(f"{path.stem}: {error.details[:200]}")
            continue
        try:
            taken += 1
            different += [f"{path.stem} {words}" for words in compare(admin, kind, place, around)]
        finally:
            remove(admin, place)
    assert different == []
    assert taken >= FEWEST_TAKEN, refused


def put(admin: Connection, kind: Kind, found: dict[str, Any]) -> str:
    """Create an object as it stands in a case, status and deletion too; returns its path."""
    found = copy.deepcopy(found)
    meta = found["metadata"]
    meta.pop("uid", None)
    leaving = meta.pop("deletionTimestamp", None)
    meta.pop("deletionGracePeriodSeconds", None)
    meta["name"] = f"case-{next(SERIAL)}"
    if leaving:
        meta["finalizers"] = ["example.com/held"]
    api = kind.api if found["apiVersion"] == kind.api_version else f"/apis/{found['apiVersion']}"
    base = f"{api}{kind.path(meta.get('namespace', '')).removeprefix(kind.api)}"
    admin.send("POST", base, body=msgspec.json.encode(found))
    place = f"{base}/{meta['name']}"
    status = found.get("status")
    if status and kind.word != "Event":
        body = msgspec.json.encode({"status": status})
        try:
            admin.send("PATCH", f"{place}/status", body=body, content=MERGE)
        except ClusterRefused:
            remove(admin, place)
            raise
    if leaving:
        admin.send("DELETE", place)
    return place


def remove(admin: Connection, place: str) -> None:
    """Delete it at once, whatever holds it."""
    try:
        body = msgspec.json.encode({"metadata": {"finalizers": None}})
        admin.send("PATCH", place, body=body, content=MERGE)
        admin.send("DELETE", place, {"gracePeriodSeconds": 0})
    except ClusterRefused as error:
        if error.status != 404:
            raise


def compare(admin: Connection, kind: Kind, place: str, around: Around) -> list[str]:
    """Columns that differ, with both texts."""
    table = msgspec.json.decode(admin.get(place, accept=TABLE))
    now = time.time()
    decoder = Decoder(kind)
    good, bad = decoder.objects([admin.get(place)])
    assert not bad
    [row] = decoder.rows(good, around)
    theirs = dict(
        zip(
            (column["name"].upper() for column in table["columnDefinitions"]),
            table["rows"][0]["cells"],
            strict=True,
        )
    )
    names = [c.name for c in kind.columns if c.place is not Place.OURS]
    assert names == list(theirs)
    different = []
    for index, name in enumerate(names):
        texts = {kind.text(row, index, now - late) for late in (-1, 0, 1)}
        cell = theirs[name]
        shown = str(cell).lower() if isinstance(cell, bool) else str(cell)
        shown = re.sub(r"\n", "\N{SYMBOL FOR NEWLINE}", shown).replace("\t", " ")
        if shown not in texts:
            different.append(f"{name}: {theirs[name]!r} {texts}")
    return different
