"""What the testbed builds is reproducible, whole, and cached by content."""

from __future__ import annotations

import hashlib
import json
import os
import tarfile
import time
from pathlib import Path

import pytest

from tests.testbed.cache import PRUNE_AFTER, Cache, content_key
from tests.testbed.layers import LayerWriter
from tests.testbed.oci import Image, write_archive


def _layer(path: Path, program: Path) -> Path:
    with LayerWriter(path) as layer:
        layer.program("usr/bin/tool", program, capabilities=1 << 10)
        layer.link("usr/bin/alias", "tool")
        layer.text("etc/passwd", "root:x:0:0::/:/bin/sh\n")
    return layer.finish().path


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "tool"
    path.write_bytes(b"\x7fELF")
    return path


def test_a_layer_is_the_same_each_time_and_keeps_capabilities(
    tmp_path: Path, program: Path
) -> None:
    first, second = _layer(tmp_path / "1.tar", program), _layer(tmp_path / "2.tar", program)
    assert first.read_bytes() == second.read_bytes()
    with tarfile.open(first) as archive:
        entry = archive.getmember("usr/bin/tool")
        assert entry.mode == 0o755
        assert "SCHILY.xattr.security.capability" in entry.pax_headers
        assert archive.getmember("usr/bin/alias").linkname == "tool"


def test_every_blob_of_an_archive_has_the_digest_by_which_it_is_named(
    tmp_path: Path, program: Path
) -> None:
    out = tmp_path / "images.tar"
    with LayerWriter(tmp_path / "layer.tar") as writer:
        writer.program("tool", program)
    layer = writer.finish()
    names = ("registry.k8s.io/a:v1", "registry.k8s.io/b/c:v2")
    write_archive(out, [Image(name, (layer,), {"Entrypoint": ["/tool"]}) for name in names])
    with tarfile.open(out) as archive:
        blobs = {m.name: archive.extractfile(m) for m in archive.getmembers() if m.isfile()}
        contents = {name: blob.read() for name, blob in blobs.items() if blob is not None}
    for name, content in contents.items():
        if name.startswith("blobs/sha256/"):
            assert hashlib.sha256(content).hexdigest() == name.rpartition("/")[2]
    index = json.loads(contents["index.json"])
    found = {m["annotations"]["io.containerd.image.name"] for m in index["manifests"]}
    assert found == set(names)


def test_a_part_is_built_once_for_a_key_and_a_failed_build_leaves_nothing(tmp_path: Path) -> None:
    cache, built = Cache(tmp_path / "cache", lambda words: None), list[str]()

    def build(folder: Path) -> None:
        built.append(folder.name)
        (folder / "file").write_text("content")

    def fails(folder: Path) -> None:
        (folder / "half").write_text("")
        raise OSError("no room")

    assert (cache.part("x", "1", build) / "file").read_text() == "content"
    cache.part("x", "1", build)
    assert len(built) == 1
    with pytest.raises(OSError, match="no room"):
        cache.part("x", "2", fails)
    assert sorted(p.name for p in (tmp_path / "cache").iterdir()) == ["x-1", "x.lock"]


def test_the_key_follows_content_and_facts(tmp_path: Path) -> None:
    path = tmp_path / "go.mod"
    path.write_text("a")
    before = content_key([path], "bookworm")
    assert content_key([path], "bookworm") == before
    assert content_key([path], "trixie") != before
    path.write_text("b")
    assert content_key([path], "bookworm") != before


def test_old_versions_of_a_part_are_pruned_once_nobody_uses_them(tmp_path: Path) -> None:
    cache = Cache(tmp_path, lambda words: None)

    def build(folder: Path) -> None:
        (folder / "file").write_text("content")

    for name, key in (("x", "1"), ("x", "2"), ("x-tools", "1")):
        cache.part(name, key, build)
    long_ago = time.time() - PRUNE_AFTER - 60
    for folder in ("x-1", "x-tools-1"):
        os.utime(tmp_path / folder, (long_ago, long_ago))
    cache.part("x", "3", build)
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_dir()) == ["x-2", "x-3", "x-tools-1"]
