"""Small bundles on disk for the tests of this folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from installer.bundle.build import BundleParts, Part
from installer.bundle.bundle import Bundle, open_bundle
from installer.bundle.manifest import BundleFile, FileKind, Manifest
from tests.unit.bundle.archives import DOCKER, write_tar

CONTENTS: Mapping[str, tuple[FileKind, bytes, tuple[str, ...]]] = {
    "node/node.qcow2": ("node-image", b"disk" * 1000, ()),
    "bin/kubeall": ("binary", b"\x7fELF" * 500, ("kubeadm", "kubelet", "kubectl")),
    "images/images.tar": ("images", b"layers" * 700, ("registry.test/pause:3.10",)),
    "images/empty.tar": ("images", b"", ()),
}


def manifest_of(contents: Mapping[str, tuple[FileKind, bytes, tuple[str, ...]]]) -> Manifest:
    """The true manifest of these contents."""
    return Manifest(
        created=datetime(2026, 1, 1, 8, 0, tzinfo=UTC),
        program_version="0.1.0",
        architecture="x86_64",
        files=tuple(
            BundleFile(
                path=path,
                kind=kind,
                size=len(data),
                sha256=hashlib.sha256(data).hexdigest(),
                provides=provides,
            )
            for path, (kind, data, provides) in contents.items()
        ),
    )


@pytest.fixture
def bundle_folder(tmp_path: Path) -> Path:
    """A folder with a small, sound bundle."""
    root = tmp_path / "bundle"
    for path, (_, data, _) in CONTENTS.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    (root / "manifest.json").write_text(manifest_of(CONTENTS).to_json(), encoding="utf-8")
    return root


@pytest.fixture
def bundle(bundle_folder: Path) -> Bundle:
    """The same, opened."""
    return open_bundle(bundle_folder)


@pytest.fixture
def raw_manifest() -> dict[str, Any]:
    """The JSON of a sound manifest, to be spoilt."""
    body: dict[str, Any] = json.loads(manifest_of(CONTENTS).to_json())
    return body


@pytest.fixture
def rewrite(bundle_folder: Path) -> Callable[[dict[str, Any]], None]:
    """Replaces the manifest of `bundle_folder` by another JSON."""

    def write(body: dict[str, Any]) -> None:
        (bundle_folder / "manifest.json").write_text(json.dumps(body), encoding="utf-8")

    return write


@pytest.fixture
def parts(tmp_path: Path) -> BundleParts:
    """Three small source files."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "node.qcow2").write_bytes(b"disk" * 1_000_000)
    (source / "kubeall").write_bytes(b"\x7fELF" * 500)
    return BundleParts(
        node_image=Part(source=source / "node.qcow2", licence="GPL-2.0-only"),
        binaries=(Part(source=source / "kubeall", provides=("kubeadm", "kubelet", "kubectl")),),
        images=(Part(source=write_tar(source / "images.tar", {"manifest.json": DOCKER[:1]})),),
    )
