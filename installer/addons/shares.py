"""Volumes of the cluster for the shared folders that every node mounts.

They need no container images: a node mounts a folder itself, and a volume leads there.
"""

from __future__ import annotations

from collections.abc import Sequence

from installer.config.model import EdgeCluster
from installer.config.storage import SHARES_FOLDER, Share
from installer.resources import resource_text


class Shares:
    """Volumes for shared folders."""

    name = "shares"
    title = "Volumes for shared folders"
    way_out = "spec.storage.shares to an empty list"

    def wanted(self, config: EdgeCluster) -> bool:
        """See `AddOn.wanted`."""
        return bool(config.spec.storage.shares)

    def lacking(self, images: Sequence[str]) -> tuple[str, ...]:
        """See `AddOn.lacking`."""
        return ()

    def manifest(self, config: EdgeCluster, images: Sequence[str]) -> str:
        """See `AddOn.manifest`."""
        return "---\n".join(_volume(share) for share in config.spec.storage.shares)


def _volume(share: Share) -> str:
    values = {
        "NAME": share.name,
        "MODE": "ReadOnlyMany" if share.read_only else "ReadWriteMany",
        "PATH": f"{SHARES_FOLDER}/{share.name}",
    }
    text = resource_text("manifests/share.yaml")
    for name, value in values.items():
        # JSON is YAML: a name such as `no` or `1` stays text.
        text = text.replace(f"@{name}@", f'"{value}"' if name != "MODE" else value)
    return text


ADD_ON = Shares()
