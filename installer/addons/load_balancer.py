"""Addresses of the external network for Services of the type LoadBalancer, by kube-vip.

One node at a time has all of them on its external card, and hands them over when it fails or is
stopped: a lease in kube-system says which.  It spreads what arrives over the pods of all nodes.
"""

from __future__ import annotations

from collections.abc import Sequence

from installer.addons.base import find_image
from installer.config.model import EdgeCluster
from installer.config.outside import EXTERNAL_CARD
from installer.resources import resource_text

_LOAD_BALANCER = "kube-vip/kube-vip"
_ADDRESSES = "kube-vip/kube-vip-cloud-provider"


class LoadBalancer:
    """Addresses for Services."""

    name = "load-balancer"
    title = "Addresses for Services"
    way_out = "spec.network.loadBalancer to null"

    def wanted(self, config: EdgeCluster) -> bool:
        """See `AddOn.wanted`."""
        return config.spec.network.load_balancer is not None

    def lacking(self, images: Sequence[str]) -> tuple[str, ...]:
        """See `AddOn.lacking`."""
        needed = (_LOAD_BALANCER, _ADDRESSES)
        return tuple(name for name in needed if not find_image(images, name))

    def manifest(self, config: EdgeCluster, images: Sequence[str]) -> str:
        """See `AddOn.manifest`."""
        addresses = config.spec.network.load_balancer
        assert addresses is not None
        values = {
            "FIRST": str(addresses.first),
            "LAST": str(addresses.last),
            "CARD": EXTERNAL_CARD,
            "LOAD_BALANCER": find_image(images, _LOAD_BALANCER),
            "ADDRESSES": find_image(images, _ADDRESSES),
        }
        text = resource_text("manifests/load-balancer.yaml")
        for name, value in values.items():
            text = text.replace(f"@{name}@", value)
        return text


ADD_ON = LoadBalancer()
