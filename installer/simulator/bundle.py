"""The bundle of a simulated PC: a real bundle with a few bytes in each file.

It goes through the same build, the same check and the same disks as a real one.
"""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path

from installer.bundle.build import BundleParts, Part, build_bundle
from installer.bundle.manifest import (
    FILE_NAME,
    NEEDED_BINARIES,
    NEWEST_VERSIONS,
)
from installer.clock import SystemClock
from installer.config.model import DistributionName

_FOLDER = ".simulated-bundle"
_ADD_ONS = (
    "ghcr.io/kube-vip/kube-vip:v0.9.1",
    "ghcr.io/kube-vip/kube-vip-cloud-provider:v0.0.12",
)
_IMAGES = {
    "kubeadm": (
        "registry.k8s.io/kube-apiserver:v1.34.4",
        "registry.k8s.io/etcd:3.6.5-0",
        "registry.k8s.io/coredns/coredns:v1.12.1",
        "registry.k8s.io/pause:3.10.1",
        "docker.io/rancher/local-path-provisioner:v0.0.30",
        *_ADD_ONS,
    ),
    "k3s": (
        "docker.io/rancher/local-path-provisioner:v0.0.32",
        "docker.io/rancher/mirrored-library-busybox:1.36.1",
        *_ADD_ONS,
        "docker.io/rancher/mirrored-coredns-coredns:1.12.3",
        "docker.io/rancher/mirrored-metrics-server:v0.8.0",
        "docker.io/rancher/mirrored-pause:3.6",
    ),
}


async def simulated_bundle(state_dir: Path, distribution: DistributionName = "kubeadm") -> Path:
    """The folder of the bundle for a distribution, built when it is not there yet."""
    folder = state_dir / f"{_FOLDER}-{distribution}"
    if (folder / FILE_NAME).exists():
        return folder
    parts = state_dir / ".simulated-parts"
    parts.mkdir(parents=True, exist_ok=True)
    image, program, archive = parts / "node.qcow2", parts / "programs", parts / "images.tar"
    # Any qcow2 file begins with these four bytes.
    image.write_bytes(b"QFI\xfb" + bytes(4096))
    program.write_bytes(b"simulated program")
    _write_archive(archive)
    await build_bundle(
        folder,
        parts=BundleParts(
            node_image=Part(source=image, licence="Apache-2.0"),
            binaries=(
                Part(
                    source=program,
                    provides=NEEDED_BINARIES[distribution],
                    licence="Apache-2.0",
                ),
            ),
            images=(Part(source=archive, provides=_IMAGES[distribution], licence="Apache-2.0"),),
            distribution=distribution,
            kubernetes_version=NEWEST_VERSIONS[distribution],
        ),
        report=_nobody_listens,
        clock=SystemClock(),
    )
    for file in (image, program, archive):
        file.unlink()
    parts.rmdir()
    return folder


def _write_archive(path: Path) -> None:
    index = json.dumps({"schemaVersion": 2, "manifests": []}).encode()
    with tarfile.open(path, "w") as archive:
        entry = tarfile.TarInfo("index.json")
        entry.size = len(index)
        archive.addfile(entry, io.BytesIO(index))


def _nobody_listens(text: str) -> None:
    """The demo does not show how its bundle is made."""
