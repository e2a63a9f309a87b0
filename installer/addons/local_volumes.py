"""Volumes on the data disks of the nodes, as the StorageClass `local`, the default one.

They are folders below /var/lib/edgewright/volumes, made and removed by the provisioner of
Rancher, which K3s has built in.  There it is switched off and set up by the same manifest as
under kubeadm, from K3s's own images, so that class, place and rights are the same everywhere.
The size of a claim is not enforced: all volumes of a node share its data disk.
"""

from __future__ import annotations

from collections.abc import Sequence

from installer.addons.base import find_image
from installer.config.model import EdgeCluster
from installer.resources import resource_text

_PROVISIONER = "rancher/local-path-provisioner"
# The folders are made by a pod with a shell.  K3s has this one beside the provisioner; the image
# that the makers of the provisioner publish has a shell in itself.
_SHELL = "rancher/mirrored-library-busybox"


class LocalVolumes:
    """Volumes on the data disks."""

    name = "local-volumes"
    title = "Volumes on the data disks"
    way_out = "spec.storage.localVolumes to false"

    def wanted(self, config: EdgeCluster) -> bool:
        """See `AddOn.wanted`."""
        return config.spec.storage.local_volumes

    def lacking(self, images: Sequence[str]) -> tuple[str, ...]:
        """See `AddOn.lacking`."""
        return () if find_image(images, _PROVISIONER) else (_PROVISIONER,)

    def manifest(self, config: EdgeCluster, images: Sequence[str]) -> str:
        """See `AddOn.manifest`."""
        text = resource_text("manifests/local-volumes.yaml")
        text = text.replace("@PROVISIONER@", find_image(images, _PROVISIONER))
        return text.replace("@HELPER@", find_image(images, _SHELL, _PROVISIONER))


ADD_ON = LocalVolumes()
