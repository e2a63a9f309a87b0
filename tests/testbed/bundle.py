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
from tests.testbed.parts import build_load_balancer, build_parts


def build_test_bundle(report: Callable[[str], None], *, load_balancer: bool = False) -> Path:
    """The folder of the bundle, made when it is not in the cache.

    The images of the load balancer are as large as all others together, and a slow node imports
    them for minutes: most tests leave them out.
    """
    parts = build_parts(report)
    image = build_image(report)
    images = [parts.images, parts.local_volumes]
    if load_balancer:
        images.append(build_load_balancer(report))
    content = "\n".join(str(part) for part in (parts.kubeall, *images, image))
    key = hashlib.sha256(content.encode()).hexdigest()[:16]
    folder = cache_root() / f"bundle-{key}"
    if not (folder / "manifest.json").exists():
        report("Putting the bundle together")
        _edgewright(
            *("bundle", "build", "-o", str(folder)),
            *("--node-image", str(image)),
            *("--binary", f"{parts.kubeall}=kubeadm,kubelet,kubectl"),
            *(word for archive in images for word in ("--images", str(archive))),
            *("--kubernetes-version", parts.kubernetes_version),
        )
    return folder


def _edgewright(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "installer", *words], check=True)
