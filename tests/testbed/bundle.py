"""The test bundle: Kubernetes from Go modules and a node image from Debian packages.

Both are cached by content outside the tree; putting them together takes some seconds, and is
done by the product's own command.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.testbed.cache import cache_root
from tests.testbed.node_image import build_image
from tests.testbed.parts import build_parts


def build_test_bundle(report: Callable[[str], None]) -> Path:
    """The folder of the bundle, made when it is not in the cache."""
    parts = build_parts(report)
    image = build_image(report)
    key = hashlib.sha256(f"{parts.kubeall}\n{parts.images}\n{image}".encode()).hexdigest()[:16]
    folder = cache_root() / f"bundle-{key}"
    if not (folder / "manifest.json").exists():
        report("Putting the bundle together")
        _edgewright(
            *("bundle", "build", "-o", str(folder)),
            *("--node-image", str(image)),
            *("--binary", f"{parts.kubeall}=kubeadm,kubelet,kubectl"),
            *("--images", str(parts.images)),
            *("--kubernetes-version", parts.kubernetes_version),
        )
    return folder


def _edgewright(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "installer", *words], check=True)
