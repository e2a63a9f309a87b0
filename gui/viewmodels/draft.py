"""The answers as far as they are typed: the cluster file that is being written, perhaps not valid.

Every field of the wizard is a place in this document, and the loader of cluster files is the only
judge: what it says about a place stands beside the field.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from installer.api import ConfigInvalid, EdgeCluster, Problem, parse_config

NODE = "spec.nodes.0"
NETWORK = "spec.network"


class Draft:
    """A cluster file as plain data; a place is written `spec.nodes.0.cpus`."""

    def __init__(self, cluster: EdgeCluster) -> None:
        self._content: dict[str, Any] = {}
        self._config: EdgeCluster | None = None
        self._problems: tuple[Problem, ...] = ()
        self.take(cluster)

    def take(self, cluster: EdgeCluster) -> None:
        """Start over from a whole cluster."""
        self._content = cluster.model_dump(mode="json", by_alias=True)
        self._judge()

    def get(self, place: str) -> Any:
        """What stands at a place."""
        here: Any = self._content
        for part in place.split("."):
            here = here[int(part)] if isinstance(here, list) else here.get(part)
            if here is None:
                return None
        return here

    def set(self, place: str, value: object) -> bool:
        """Write a value; returns whether it changed anything."""
        return self.set_all({place: value})

    def set_all(self, values: Mapping[str, object]) -> bool:
        """Write several values that only together make sense; returns whether one changed."""
        changes = {place: value for place, value in values.items() if self.get(place) != value}
        for place, value in changes.items():
            *way, last = place.split(".")
            here: Any = self._content
            for part in way:
                here = here[int(part)] if isinstance(here, list) else here[part]
            here[last] = value
        if changes:
            self._judge()
        return bool(changes)

    @property
    def config(self) -> EdgeCluster | None:
        """The cluster, or None while something is wrong."""
        return self._config

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong, in the order of the document."""
        return self._problems

    def problem(self, *places: str) -> Problem | None:
        """The first problem at one of the places, or inside of one."""
        for problem in self._problems:
            path = problem.path.replace("[", ".").replace("]", "")
            if any(path == place or path.startswith(f"{place}.") for place in places):
                return problem
        return None

    def _judge(self) -> None:
        try:
            # JSON is YAML too, so the loader of cluster files reads it.
            self._config = parse_config(json.dumps(self._content), "the answers")
            self._problems = ()
        except ConfigInvalid as error:
            self._config, self._problems = None, error.problems
