"""Writes container images as one OCI archive, as `ctr images import` takes it.

Layers stay uncompressed and are stored once, however many images use them; the output depends on
nothing but the input.
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.testbed.layers import Layer

_MEDIA = "application/vnd.oci.image"
_PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True, slots=True)
class Image:
    """A container image: its whole name with tag, its layers from the bottom up, how it starts."""

    name: str
    layers: tuple[Layer, ...]
    config: Mapping[str, Any] = field(default_factory=dict)


def write_archive(out: Path, images: Sequence[Image]) -> None:
    """Write all images to one archive."""
    blobs: dict[str, bytes] = {}
    manifests = [_describe(image, blobs) for image in images]
    index = {"schemaVersion": 2, "mediaType": f"{_MEDIA}.index.v1+json", "manifests": manifests}
    layers = {layer.digest: layer for image in images for layer in image.layers}
    with tarfile.open(out, "w", format=tarfile.GNU_FORMAT) as tar:
        _add(tar, "oci-layout", b'{"imageLayoutVersion":"1.0.0"}')
        _add(tar, "index.json", _json(index))
        for digest, content in sorted(blobs.items()):
            _add(tar, _blob_name(digest), content)
        for digest, layer in sorted(layers.items()):
            entry = tarfile.TarInfo(_blob_name(digest))
            entry.size = layer.size
            with layer.path.open("rb") as file:
                tar.addfile(entry, file)


def _describe(image: Image, blobs: dict[str, bytes]) -> dict[str, Any]:
    """Add an image's configuration and manifest to the blobs; its entry for the index."""
    config = _put(
        blobs,
        "config.v1+json",
        {
            "created": "1970-01-01T00:00:00Z",
            "architecture": "amd64",
            "os": "linux",
            "config": {"Env": [_PATH], "WorkingDir": "/", **image.config},
            "rootfs": {"type": "layers", "diff_ids": [layer.digest for layer in image.layers]},
        },
    )
    layers = [
        {"mediaType": f"{_MEDIA}.layer.v1.tar", "digest": layer.digest, "size": layer.size}
        for layer in image.layers
    ]
    manifest = {
        "schemaVersion": 2,
        "mediaType": f"{_MEDIA}.manifest.v1+json",
        "config": config,
        "layers": layers,
    }
    return {
        **_put(blobs, "manifest.v1+json", manifest),
        "platform": {"architecture": "amd64", "os": "linux"},
        "annotations": {
            "io.containerd.image.name": image.name,
            "org.opencontainers.image.ref.name": image.name.rpartition(":")[2],
        },
    }


def _put(blobs: dict[str, bytes], kind: str, document: Mapping[str, Any]) -> dict[str, Any]:
    """Store a document under its digest; the descriptor by which others refer to it."""
    content = _json(document)
    digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
    blobs[digest] = content
    return {"mediaType": f"{_MEDIA}.{kind}", "digest": digest, "size": len(content)}


def _json(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, sort_keys=True, separators=(",", ":")).encode()


def _blob_name(digest: str) -> str:
    return f"blobs/{digest.replace(':', '/')}"


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    tar.addfile(entry, io.BytesIO(content))
