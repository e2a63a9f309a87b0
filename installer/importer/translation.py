"""From what a file of AKS Edge Essentials states to a cluster file of ours; says what changes."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import yaml
from pydantic import ValidationError

from installer.config.model import Arc, EdgeCluster
from installer.config.outline import shown
from installer.config.template import commented_yaml
from installer.config.text_fields import MAX_NAME
from installer.config.words import problems_of
from installer.config.yaml_lines import read_yaml
from installer.errors import Problem
from installer.importer.balancer_plan import BALANCER_KEYS, plan_load_balancer
from installer.importer.network_plan import plan_network
from installer.importer.node_plan import in_order, plan_nodes
from installer.importer.notes import (
    ARC_KEYS,
    CHANGED,
    KEPT,
    WITHOUT,
    notes_on_node,
    notes_without_place,
)
from installer.importer.outside_plan import (
    EXTERNAL_KEYS,
    plan_external,
    plan_secondary,
)
from installer.importer.reading import Imported
from installer.importer.section import Values

REFUSED = "no cluster file can be made of it yet"
_USUAL_NAME = "edge-1"
_WIDTH = 96


@dataclass(frozen=True, slots=True)
class Translation:
    """The cluster, or the reasons why there is none; the notes say what became of every value."""

    cluster: EdgeCluster | None
    notes: tuple[str, ...]
    reasons: tuple[Problem, ...] = ()

    def to_yaml(self, source: str) -> str:
        """The cluster file, which begins with the notes as comments; needs a cluster."""
        assert self.cluster is not None
        head = [f"# Imported from {shown(source)}, a file of AKS Edge Essentials."]
        for note in self.notes:
            lines = textwrap.wrap(note, _WIDTH, initial_indent="# - ", subsequent_indent="#   ")
            head += lines
        return "\n".join([*head, "#", commented_yaml(self.cluster)])


def translate(imported: Imported) -> Translation:
    """The cluster file that a file becomes.

    A file with errors becomes none, unless they break rules of the old product only.
    """
    values, errors = imported.values, imported.findings.errors
    if not imported.accepted:
        reasons = [Problem(error.path, error.why) for error in errors]
        return Translation(None, ("nothing could be imported",), tuple(reasons))
    taken: list[str] = []
    reasons = [Problem(error.path, error.why) for error in errors if not error.theirs]
    nodes: list[Values] = values.get("nodes") or []
    linux = [node for node in nodes if node["os"] == "linux"]
    reasons += _why_none(values, linux)
    cluster: EdgeCluster | None = None
    if linux:
        content = _content(values, linux, taken)
        if not reasons:
            cluster, reasons = _validated(content)
    notes = taken if cluster else [f"{REFUSED}: {reason}" for reason in reasons]
    notes += _other_notes(values, nodes, kept=_kept(cluster, nodes))
    notes += [
        f"{CHANGED}: {error.path} breaks a rule of the old product that does not hold here"
        for error in errors
        if error.theirs and cluster is not None
    ]
    return Translation(cluster, tuple(notes), tuple(reasons))


def _why_none(values: Values, linux: list[Values]) -> Iterator[Problem]:
    if values.get("role") == "join":
        why = "the file adds nodes to a cluster that exists; only a new cluster can be imported"
        yield Problem("Join", why)
    elif not linux and values.get("config_file"):
        why = "the nodes stand in this second file, which is not beside the first; put it there"
        yield Problem("AksEdgeConfigFile", why, found=shown(values["config_file"]))
    elif not linux:
        yield Problem("Machines", "the file describes no Linux node, and a cluster needs one")


def _content(values: Values, linux: list[Values], notes: list[str]) -> dict[str, Any]:
    """The cluster file as plain data; what is kept and what is changed goes to the notes."""
    name = _name(values, notes)
    external = plan_external(values, linux, notes)
    nodes = plan_nodes(linux, name, notes, fixed=external is not None)
    ordered = [node for group in in_order(linux) for node in group]
    names = [node["name"] for node in nodes]
    secondary = plan_secondary(list(zip(names, ordered, strict=True)), notes)
    spec: dict[str, Any] = {
        "distribution": _distribution(values, notes),
        "nodes": nodes,
        "network": plan_network(
            values, notes, nodes=len(linux), external=external, secondary=secondary
        )
        | {"loadBalancer": plan_load_balancer(values, linux, external, notes)},
        "arc": _arc(values, notes),
    }
    if values.get("kms"):
        spec["secretEncryption"] = True
        notes.append(
            f"{CHANGED}: secrets are encrypted by Kubernetes itself, not by the KMS plug-in"
        )
    return {"metadata": {"name": name}, "spec": spec}


def _distribution(values: Values, notes: list[str]) -> str:
    if values.get("distribution") == "k3s":
        notes.append(f"{KEPT}: K3s")
        return "k3s"
    kept = values.get("distribution") == "k8s"
    why = "" if kept else "; the file does not say which Kubernetes it wants"
    kind = KEPT if kept else CHANGED
    notes.append(f"{kind}: upstream Kubernetes (K8s), installed by kubeadm{why}")
    return "kubeadm"


def _arc(values: Values, notes: list[str]) -> dict[str, Any] | None:
    """The place in Azure, when all of it is there and can be one."""
    stated = {name: values.get(key) for key, name in ARC_KEYS.items()}
    try:
        arc = Arc.model_validate(stated, by_alias=True, by_name=False)
    except ValidationError:
        return None
    notes.append(f"{KEPT}: the place of the cluster in Azure; it is not connected by this")
    return arc.model_dump(by_alias=True)


def _name(values: Values, notes: list[str]) -> str:
    stated = values.get("arc.cluster_name")
    label = re.sub(r"[^a-z0-9]+", "-", (stated or "").lower())[:MAX_NAME].strip("-")
    if not label:
        notes.append(f"{CHANGED}: the file names no cluster; it is called {_USUAL_NAME}")
        return _USUAL_NAME
    kind = KEPT if label == stated else CHANGED
    notes.append(f"{kind}: the cluster is called {label}")
    return label


def _validated(content: dict[str, Any]) -> tuple[EdgeCluster | None, list[Problem]]:
    try:
        return EdgeCluster.model_validate(content, by_alias=True, by_name=False), []
    except ValidationError as error:
        # The lines are those of a file that nobody has seen; only the places are of use.
        lines = read_yaml(yaml.safe_dump(content)).lines
        return None, [replace(problem, line=None) for problem in problems_of(error, lines)]


def _kept(cluster: EdgeCluster | None, nodes: list[Values]) -> set[str]:
    """What a file states that stands in the cluster file, beside what always does."""
    kept: set[str] = set()
    if cluster is None:
        return kept
    network = cluster.spec.network
    if cluster.spec.arc is not None:
        kept |= ARC_KEYS.keys()
    if network.external is not None:
        kept |= EXTERNAL_KEYS
        if all(node.get("mtu") in (None, network.external.mtu) for node in nodes):
            kept.add("mtu")
    if network.load_balancer is not None:
        kept |= BALANCER_KEYS
    if sum(len(n.get("secondary_networks") or []) for n in nodes) == sum(
        len(entry.addresses) for entry in network.secondary
    ):
        kept.add("secondary_networks")
    return kept


def _other_notes(values: Values, nodes: list[Values], *, kept: set[str]) -> Iterator[str]:
    if plugin := values.get("network.plugin"):
        yield f"{WITHOUT}: choice of the network plug-in, {plugin}; the bundle brings its own"
    for node in nodes:
        if node["os"] == "linux":
            yield from notes_on_node(node, kept)
            continue
        sizes = ", ".join(f"{k} {shown(str(v))}" for k, v in node.items() if v and k != "os")
        yield f"{WITHOUT}: a further node, {node['os'].title()}: {sizes}"
    yield from notes_without_place(values, kept)
