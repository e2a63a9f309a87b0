"""Files that a helpdesk opens, and files that are none."""

from __future__ import annotations

import asyncio
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from installer.cluster.rows import Ref
from installer.cluster.saved import read_saved
from installer.cluster.saved_console import SavedConsole
from installer.cluster.states import Delta, FeedWord
from installer.errors import ConfigInvalid, UsageError
from tests.helpers.fake_api import pod_list, pod_object

NOW = 1_767_616_200.0


def write(folder: Path, content: str | bytes, name: str = "dump") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def whole(kind: str, name: str, version: str = "v1", **more: Any) -> dict[str, Any]:
    return {"apiVersion": version, "kind": kind, "metadata": {"name": name}, **more}


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(whole("Node", "n")),
        json.dumps({"kind": "List", "apiVersion": "v1", "items": [whole("Node", "n")]}),
        json.dumps(
            {"kind": "NodeList", "apiVersion": "v1", "items": [{"metadata": {"name": "n"}}]}
        ),
        json.dumps([whole("Node", "n")]),
        "apiVersion: v1\nkind: Node\nmetadata: {name: n, creationTimestamp: 2026-01-05T10:00:00Z}",
        "---\n---\napiVersion: v1\nkind: Node\nmetadata: {name: n}\n---\n",
        b"\xef\xbb\xbf" + json.dumps(whole("Node", "n")).encode(),
    ],
    ids=["object", "list", "typed list", "array", "yaml", "yaml documents", "byte order mark"],
)
def test_an_object_is_found_in_any_wrapping(tmp_path: Path, content: str | bytes) -> None:
    saved = read_saved(write(tmp_path, content), NOW)
    assert [row.name for row in saved.rows["nodes"]] == ["n"]


def test_an_unknown_kind_still_has_a_name(tmp_path: Path) -> None:
    saved = read_saved(write(tmp_path, json.dumps(whole("Gadget", "g", "example.com/v1"))), NOW)
    assert [row.name for row in saved.rows["gadget"]] == ["g"]


def test_a_malformed_object_does_not_hide_the_others(tmp_path: Path) -> None:
    bad = pod_object("bad", spec=[1, 2])
    saved = read_saved(write(tmp_path, json.dumps(pod_list(pod_object("good"), bad))), NOW)
    assert [row.name for row in saved.rows["pods"]] == ["good"]
    assert len(saved.skipped) == 1


@pytest.mark.parametrize(
    "content",
    ["", "{", "just words", "a: &a [1]\nb: *a", "PK\x03\x04nothing", "[1, 2]", "\x00\x01\x02"],
)
def test_what_is_no_object_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(ConfigInvalid):
        read_saved(write(tmp_path, content), NOW)


def test_a_file_that_is_not_there_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read_saved(tmp_path / "nothing", NOW)


def test_only_objects_are_read_of_a_support_file(tmp_path: Path) -> None:
    path = tmp_path / "support.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("summary.html", "<p>")
        archive.writestr("objects/pods.json", json.dumps(pod_list(pod_object("web"))))
        archive.writestr("extra/nodes.json", json.dumps(whole("Node", "n")))
    saved = read_saved(path, NOW)
    assert list(saved.rows) == ["pods"]


def test_what_stands_beside_a_claim_or_a_node_judges_it(tmp_path: Path) -> None:
    def claim(name: str, storage_class: str) -> dict[str, Any]:
        spec = {"storageClassName": storage_class}
        return whole("PersistentVolumeClaim", name, spec=spec, status={"phase": "Pending"})

    waits = {"volumeBindingMode": "WaitForFirstConsumer", "provisioner": "x"}
    ready = {"type": "Ready", "status": "True", "lastHeartbeatTime": "2026-01-05T11:30:00Z"}
    items = [
        claim("fine", "slow"),
        claim("lost", "none"),
        whole("StorageClass", "slow", "storage.k8s.io/v1", **waits),
        whole("Node", "n", status={"conditions": [ready]}),
        whole("Lease", "n", "coordination.k8s.io/v1", spec={"renewTime": "2026-01-05T11:00:00Z"}),
    ]
    saved = read_saved(write(tmp_path, json.dumps({"kind": "List", "items": items})), NOW)
    assert [row.attention for row in saved.rows["claims"]] == [False, True]
    assert saved.rows["claims"][1].plain == (
        "The kind of storage asked for (none) does not exist here."
    )
    assert saved.rows["nodes"][0].plain == (
        "The last sign of life is old; the state may be out of date."
    )


async def test_a_file_has_the_interface_of_a_cluster(tmp_path: Path) -> None:
    path = write(tmp_path, json.dumps(pod_list(pod_object("web"))))
    console = SavedConsole(read_saved(path, NOW), "dump")
    told: asyncio.Future[Delta] = asyncio.get_running_loop().create_future()
    console.follow("pods", told.set_result)
    delta = await told
    assert ([row.name for row in delta.added], delta.state.word) == (["web"], FeedWord.SAVED)
    detail = await console.detail(Ref("Pod", "default", "web"))
    assert [line.state for line in detail.containers] == ["Running for <unknown>"]
    assert not (await console.allowed("delete", "pods")).allowed
    with pytest.raises(UsageError):
        await console.write_support(tmp_path / "x.zip")
