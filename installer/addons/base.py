"""What the cluster gets beside Kubernetes itself, such as volumes on the data disks.

An add-on is some objects of the Kubernetes API whose container images lie in the bundle.  It
knows neither the hypervisor nor the distribution: the same objects serve all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from installer.config.model import EdgeCluster
from installer.errors import BundleInvalid
from installer.registry import discover


class AddOn(Protocol):
    """One thing that a cluster may get."""

    name: str
    title: str
    # What the config can say to do without it, as the end of the sentence "or set ...".
    way_out: str

    def wanted(self, config: EdgeCluster) -> bool:
        """Whether this cluster shall have it."""
        ...

    def lacking(self, images: Sequence[str]) -> tuple[str, ...]:
        """The container images that a bundle with these ones lacks for it, without their tags."""
        ...

    def manifest(self, config: EdgeCluster, images: Sequence[str]) -> str:
        """Its objects as YAML; `images` are those of a bundle that lacks nothing."""
        ...


def all_add_ons() -> tuple[AddOn, ...]:
    """Every add-on that this program knows."""
    return discover("installer.addons", "ADD_ON")


def wanted_add_ons(config: EdgeCluster) -> tuple[AddOn, ...]:
    """The add-ons that this cluster shall have."""
    return tuple(add_on for add_on in all_add_ons() if add_on.wanted(config))


def held_add_ons(images: Sequence[str]) -> tuple[AddOn, ...]:
    """The add-ons whose container images are among these; those that need none do not count."""
    return tuple(
        add_on for add_on in all_add_ons() if add_on.lacking(()) and not add_on.lacking(images)
    )


def in_a_sentence(add_on: AddOn) -> str:
    """Its title in the middle of a sentence."""
    return add_on.title[0].lower() + add_on.title[1:]


def must_not_lack(add_ons: Sequence[AddOn], images: Sequence[str]) -> None:
    """Raise BundleInvalid unless a bundle with these images has those of all these add-ons."""
    lacking = {add_on: found for add_on in add_ons if (found := add_on.lacking(images))}
    if not lacking:
        return
    names = " and ".join(in_a_sentence(add_on) for add_on in lacking)
    ways = " and ".join(add_on.way_out for add_on in lacking)
    raise BundleInvalid(
        f"The bundle lacks container images for what the config asks for: {names}.",
        details="\n".join(image for found in lacking.values() for image in found),
        resolution="Build the bundle with an archive of these images as a further --images, "
        f"or set {ways}.",
    )


def find_image(images: Sequence[str], *repositories: str) -> str:
    """The first image of a bundle from one of these repositories, whichever registry has it.

    `rancher/busybox` fits `docker.io/rancher/busybox:1.36`.  Empty when there is none.
    """
    for repository in repositories:
        for image in images:
            name = image.partition("@")[0]
            name = name[: name.rindex(":")] if ":" in name.rpartition("/")[2] else name
            if name == repository or name.endswith(f"/{repository}"):
                return image
    return ""
