"""Bar: a bundle is verified at 80 % of the speed of `sha256sum` on the same files, or faster."""

from __future__ import annotations

import asyncio
import hashlib
import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from installer.bundle.bundle import Bundle
from installer.bundle.manifest import BundleFile, FileKind, Manifest
from installer.bundle.verify import verify_bundle
from installer.units import MIB
from tests.bench import Measure, finish

ROUNDS = 3
# 256 MiB, shared out as in a real bundle.
FILES: dict[str, tuple[FileKind, int, tuple[str, ...]]] = {
    "node.qcow2": ("node-image", 144 * MIB, ()),
    "kubeall": ("binary", 48 * MIB, ("kubeadm", "kubelet", "kubectl")),
    "images.tar": ("images", 64 * MIB, ()),
}


def make_bundle(root: Path) -> Bundle:
    """Files of repeated noise; neither side cares what the bytes are."""
    noise = hashlib.shake_256(b"bench").digest(MIB)
    files = []
    for name, (kind, size, provides) in FILES.items():
        digest = hashlib.sha256()
        with (root / name).open("wb") as file:
            for _ in range(size // MIB):
                file.write(noise)
                digest.update(noise)
        files.append(
            BundleFile(
                path=name, kind=kind, size=size, sha256=digest.hexdigest(), provides=provides
            )
        )
    manifest = Manifest(
        created=datetime(2026, 1, 1, tzinfo=UTC),
        program_version="0",
        architecture="x86_64",
        files=tuple(files),
    )
    return Bundle(root, manifest)


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def ratio(bundle: Bundle) -> float:
    """Our speed over that of `sha256sum`, each at its best of some rounds in turn."""
    paths = [str(bundle.locate(file)) for file in bundle.manifest.files]

    def ours() -> None:
        asyncio.run(verify_bundle(bundle, progress=lambda done, total: None))

    def theirs() -> None:
        subprocess.run(["sha256sum", *paths], check=True, stdout=subprocess.DEVNULL)

    pairs = [(seconds(theirs), seconds(ours)) for _ in range(ROUNDS)]
    return min(pair[0] for pair in pairs) / min(pair[1] for pair in pairs)


def main() -> None:
    """Measure and judge."""
    with tempfile.TemporaryDirectory() as folder:
        value = ratio(make_bundle(Path(folder)))
    finish(Measure(name="bundle verify over sha256sum, speed", value=value, at_least=0.8))


if __name__ == "__main__":
    main()
