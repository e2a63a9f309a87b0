"""Builds the parts that a cluster is made of; what is unchanged comes from the cache at once."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.testbed import golang, packages
from tests.testbed.cache import Cache, Report, cache_root, content_key
from tests.testbed.images import ETCD_TAG, KUBERNETES_VERSION, Ingredients, write_images
from tests.testbed.requirements import find_go

HERE = Path(__file__).parent
_IMAGE_BUILDERS = ("images.py", "layers.py", "oci.py")


@dataclass(frozen=True, slots=True)
class Parts:
    """What the tests use: one static program, one archive of container images, their versions."""

    kubeall: Path
    images: Path
    kubernetes_version: str = KUBERNETES_VERSION
    etcd_image_tag: str = ETCD_TAG


def build_parts(report: Report) -> Parts:
    """Build or find all parts; `report` gets a line for each part that has to be built.

    Raises NoGo and BuildFailed.
    """
    cache = Cache(cache_root(), report)
    with ThreadPoolExecutor(2, thread_name_prefix="testbed") as pool:
        small = pool.submit(_debian_parts, cache)
        kubeall, coredns = pool.submit(_go_parts, cache).result()
        pause, busybox, proxy_root = small.result()
    ingredients = Ingredients(kubeall, coredns, pause, busybox, proxy_root)
    keys = (path.parent.name for path in (kubeall, coredns, pause, busybox, proxy_root))
    key = content_key((HERE / name for name in _IMAGE_BUILDERS), *keys)
    images = cache.part("images", key, lambda folder: _build_images(folder, ingredients))
    return Parts(kubeall, images / "images.tar")


def _go_parts(cache: Cache) -> tuple[Path, Path]:
    """The two Go programs, one after the other: each keeps all processors busy."""

    def kubernetes(folder: Path) -> None:
        golang.build_kubernetes(find_go(cache.root), folder / "kubeall")

    def coredns(folder: Path) -> None:
        golang.build_coredns(find_go(cache.root), folder / "coredns")

    first = cache.part("kubeall", golang.module_key(golang.KUBERNETES), kubernetes)
    second = cache.part("coredns", golang.module_key(golang.COREDNS), coredns)
    return first / "kubeall", second / "coredns"


def _debian_parts(cache: Cache) -> tuple[Path, Path, Path]:
    pause = cache.part("pause", packages.pause_key(), packages.build_pause)
    busybox = cache.part("busybox", packages.busybox_key(), packages.build_busybox)
    tools = cache.part("proxy-tools", packages.proxy_tools_key(), packages.build_proxy_tools)
    return pause / "pause", busybox / "busybox", tools / "root.tar"


def _build_images(folder: Path, ingredients: Ingredients) -> None:
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        write_images(folder / "images.tar", ingredients, Path(scratch))
