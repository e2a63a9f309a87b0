"""Makes the container images of the add-ons, one archive for each add-on.

Names and tags are those under which their makers publish them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.testbed.golang import (
    KUBE_VIP,
    KUBE_VIP_CLOUD,
    LOCAL_PATH,
    PACKAGES,
    module_version,
)
from tests.testbed.images import busybox_layer
from tests.testbed.layers import Layer, LayerWriter
from tests.testbed.oci import Image, write_archive


def _image_name(registry: str, module: Path) -> str:
    repository = PACKAGES[module].removeprefix("github.com/")
    return f"{registry}/{repository}:{module_version(module, PACKAGES[module])}"


LOCAL_PATH_IMAGE = _image_name("docker.io", LOCAL_PATH)
KUBE_VIP_IMAGE = _image_name("ghcr.io", KUBE_VIP)
KUBE_VIP_CLOUD_IMAGE = _image_name("ghcr.io", KUBE_VIP_CLOUD)


@dataclass(frozen=True, slots=True)
class LoadBalancerPrograms:
    """The two programs that give Services addresses of their own."""

    kube_vip: Path
    cloud_provider: Path


def write_local_volumes(out: Path, provisioner: Path, busybox: Path, scratch: Path) -> None:
    """Write the archive `out`; as in the published image, there is a shell beside the program."""
    program = _program(provisioner, "usr/bin/local-path-provisioner", scratch / "provisioner.tar")
    shell = busybox_layer(busybox, scratch / "shell.tar")
    config = {"Cmd": ["local-path-provisioner"]}
    write_archive(out, (Image(LOCAL_PATH_IMAGE, (shell, program), config),))


def write_load_balancer(out: Path, programs: LoadBalancerPrograms, scratch: Path) -> None:
    """Write the archive `out` with both images."""
    vip = _program(programs.kube_vip, "kube-vip", scratch / "kube-vip.tar")
    cloud = _program(
        programs.cloud_provider, "kube-vip-cloud-provider", scratch / "cloud-provider.tar"
    )
    write_archive(
        out,
        (
            Image(KUBE_VIP_IMAGE, (vip,), {"Entrypoint": ["/kube-vip"]}),
            Image(KUBE_VIP_CLOUD_IMAGE, (cloud,), {"Entrypoint": ["/kube-vip-cloud-provider"]}),
        ),
    )


def _program(program: Path, place: str, path: Path) -> Layer:
    with LayerWriter(path) as layer:
        layer.program(place, program)
        layer.folder("tmp", 0o1777)
    return layer.finish()
