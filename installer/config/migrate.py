"""Brings files of earlier formats to the present one.

Files lie on the disks of users, and journals hold the file with which a cluster was made, so
every format that was ever released stays readable.  A new key with a default needs nothing here:
the format has only grown so since `v1alpha1`.  Whoever renames or removes a key gives the format
a new name and adds the way from the old one to this table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from installer.config.model import EdgeCluster

# From a content in one format to the same in the next, whose name it states as its apiVersion.
Migration = Callable[[dict[str, Any]], dict[str, Any]]

MIGRATIONS: Mapping[str, Migration] = MappingProxyType({})


def migrated(content: object, migrations: Mapping[str, Migration] = MIGRATIONS) -> object:
    """The content of a file in the newest format to which a way is known; the rest stays."""
    ways = dict(migrations)
    while isinstance(content, dict) and isinstance(content.get("apiVersion"), str):
        # Each way is gone once, so that no mistake in the table can lead around in a circle.
        way = ways.pop(content["apiVersion"], None)
        if way is None:
            break
        content = way(content)
    return content


def recorded_cluster(content: object) -> EdgeCluster:
    """The cluster file that a journal holds; raises pydantic's ValidationError."""
    return EdgeCluster.model_validate(migrated(content))
