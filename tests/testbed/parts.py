"""Builds the parts that a cluster is made of; what is unchanged comes from the cache at once."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.testbed import golang, packages
from tests.testbed.addon_images import (
    LoadBalancerPrograms,
    write_load_balancer,
    write_local_volumes,
)
from tests.testbed.cache import Cache, Report, cache_root, content_key
from tests.testbed.images import ETCD_TAG, KUBERNETES_VERSION, Ingredients, write_images
from tests.testbed.requirements import find_go

HERE = Path(__file__).parent
_IMAGE_BUILDERS = ("images.py", "layers.py", "oci.py")
_ADD_ON_BUILDERS = ("addon_images.py", *_IMAGE_BUILDERS)


@dataclass(frozen=True, slots=True)
class Parts:
    """What the tests use: one static program, archives of container images, their versions."""

    kubeall: Path
    images: Path
    local_volumes: Path
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
    key = _images_key(_IMAGE_BUILDERS, kubeall, coredns, pause, busybox, proxy_root)
    images = cache.part("images", key, lambda folder: _build_images(folder, ingredients))
    return Parts(kubeall, images / "images.tar", _local_volumes(cache, busybox))


def build_load_balancer(report: Report) -> Path:
    """Build or find the images of the load balancer, which most tests do without.

    Raises NoGo and BuildFailed.
    """
    cache = Cache(cache_root(), report)
    vip, cloud = (_add_on(cache, module) for module in (golang.KUBE_VIP, golang.KUBE_VIP_CLOUD))

    def build(folder: Path) -> None:
        with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
            programs = LoadBalancerPrograms(vip, cloud)
            write_load_balancer(folder / "load-balancer.tar", programs, Path(scratch))

    key = _images_key(_ADD_ON_BUILDERS, vip, cloud)
    return cache.part("load-balancer-images", key, build) / "load-balancer.tar"


def _local_volumes(cache: Cache, busybox: Path) -> Path:
    provisioner = _add_on(cache, golang.LOCAL_PATH)

    def build(folder: Path) -> None:
        with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
            write_local_volumes(folder / "local-volumes.tar", provisioner, busybox, Path(scratch))

    key = _images_key(_ADD_ON_BUILDERS, provisioner, busybox)
    return cache.part("local-volumes-images", key, build) / "local-volumes.tar"


def build_add_on(module: Path, report: Report) -> Path:
    """The program of an add-on, one of golang.PACKAGES; raises NoGo and BuildFailed."""
    return _add_on(Cache(cache_root(), report), module)


def _add_on(cache: Cache, module: Path) -> Path:
    """It is named like the folder of its module."""

    def build(folder: Path) -> None:
        golang.build_add_on(find_go(cache.root), module, folder / module.name)

    return cache.part(module.name, golang.module_key(module), build) / module.name


def _images_key(builders: tuple[str, ...], *ingredients: Path) -> str:
    return content_key((HERE / name for name in builders), *(p.parent.name for p in ingredients))


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
