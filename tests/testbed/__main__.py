"""Builds all parts and says where they are: progress on lines of its own, then one line of JSON."""

from __future__ import annotations

import argparse
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from tests.testbed.node_image import build_image
from tests.testbed.parts import build_parts


def main() -> int:
    """Build; the node image too, unless it is not wanted."""
    parser = argparse.ArgumentParser(prog="python -m tests.testbed", description=__doc__)
    parser.add_argument("--no-image", action="store_true", help="leave the node image out")
    arguments = parser.parse_args()
    started = time.monotonic()

    def report(line: str) -> None:
        print(f"{time.monotonic() - started:7.1f} s  {line}", flush=True)

    with ThreadPoolExecutor(2) as pool:
        wanted = None if arguments.no_image else pool.submit(build_image, report)
        parts = pool.submit(build_parts, report).result()
        image = wanted.result() if wanted else None
    result = {
        "binary": str(parts.kubeall),
        "images": str(parts.images),
        "local_volumes": str(parts.local_volumes),
        "kubernetes_version": parts.kubernetes_version,
        "etcd_image_tag": parts.etcd_image_tag,
        "node_image": str(image) if image else None,
    }
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
