"""Archives of container images, small and made on the spot."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path

DOCKER = [
    {"Config": "a.json", "RepoTags": ["registry.test/pause:3.10"], "Layers": []},
    {"Config": "b.json", "RepoTags": ["registry.test/etcd:3.6", "registry.test/etcd:new"]},
    {"Config": "c.json", "RepoTags": None},
]
OCI = {
    "schemaVersion": 2,
    "manifests": [
        {
            "digest": "sha256:00",
            "annotations": {
                "io.containerd.image.name": "registry.test/coredns:v1.13",
                "org.opencontainers.image.ref.name": "v1.13",
            },
        },
        {
            "digest": "sha256:01",
            "annotations": {"org.opencontainers.image.ref.name": "registry.test/proxy:v1.34.4"},
        },
        {"digest": "sha256:02", "annotations": {"org.opencontainers.image.ref.name": "latest"}},
        {"digest": "sha256:03"},
    ],
}


def write_tar(path: Path, files: dict[str, object], mode: str = "w") -> Path:
    """Write a tar archive: a value is bytes, or goes in as JSON."""
    with tarfile.open(path, mode) as tar:  # type: ignore[call-overload]
        for name, body in files.items():
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    return path
