"""What all parts of a deployment depend on: the version of its form, its kind, its role."""

from __future__ import annotations

import re
from dataclasses import dataclass

from installer.importer.limits import (
    CLUSTER_NETWORKS,
    DISTRIBUTION_OF_PLUGIN,
    NEWEST_SCHEMA,
    PRODUCT_NAMES,
)
from installer.importer.scalars import choice, is_empty, text
from installer.importer.section import Section, Values

_TYPES = {"SingleMachineCluster": "single", "ScalableCluster": "scalable"}
_VERSION = re.compile(r"[0-9]{1,4}\.[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class Frame:
    """The kind of a deployment; `schema` is empty when the file does not say its version."""

    schema: tuple[int, ...]
    single: bool
    joining: bool
    preview: bool
    distribution: str | None


def read_frame(root: Section, values: Values, *, product: str | None, preview: bool) -> Frame:
    """Read it; `product` is a distribution that is known from elsewhere."""
    schema = _read_schema(root, values, preview=preview)
    kind = root.read("DeploymentType", values, "deployment_type", choice(_TYPES))
    if not root.states("DeploymentType"):
        kind = "single"
        values.put("deployment_type", kind, root.place("DeploymentType"))
        why = "missing; a single machine is what is meant then"
        root.findings.warning(root.place("DeploymentType"), why)
    joining = _is_joining(root)
    values.put("role", "join" if joining else "init", root.at)
    distribution = _read_distribution(root, values, product)
    return Frame(
        schema=schema,
        single=kind != "scalable",
        joining=joining,
        preview=preview,
        distribution=distribution,
    )


def distribution_in(words: object) -> str | None:
    """The distribution that a product's name speaks of."""
    return next((name for name in CLUSTER_NETWORKS if name in str(words).lower()), None)


def _read_schema(root: Section, values: Values, *, preview: bool) -> tuple[int, ...]:
    version = root.read("SchemaVersion", values, "schema_version", text)
    place, findings = root.place("SchemaVersion"), root.findings
    values.put("schema_version", version, place)
    if version is None:
        if not root.states("SchemaVersion"):
            form = "the preview's form, by its groups" if preview else "the released form"
            findings.warning(
                place, f"no version of the format is given; the file was read as {form}"
            )
            findings.told_preview |= preview
        return ()
    if _VERSION.fullmatch(version) is None:
        why = "this is not the version of a format; the file was read by the names of its groups"
        findings.warning(place, why)
        return ()
    schema = tuple(int(part) for part in version.split("."))
    if schema > NEWEST_SCHEMA:
        findings.warning(place, "newer than any version known here; what is known was read")
    return schema


def _is_joining(root: Section) -> bool:
    """Whether it adds nodes to a cluster: its Join holds something, or stands without an Init."""
    join = root.find("Join")
    if join is None or not isinstance(join.value, dict):
        return False
    filled = any(not is_empty(member.value) for member in join.value.values())
    return filled or root.find("Init") is None


def _read_distribution(root: Section, values: Values, product: str | None) -> str | None:
    network = root.group("Network")
    plugins = {name: name for name in DISTRIBUTION_OF_PLUGIN}
    plugin = network.read("NetworkPlugin", values, "network.plugin", choice(plugins))
    place = network.place("NetworkPlugin")
    # Only the preview names it outright.
    member = root.find("KubernetesDistribution")
    stated = distribution_in(member.value) if member else None
    known, concluded = stated or product, DISTRIBUTION_OF_PLUGIN[plugin] if plugin else None
    if known and concluded and known != concluded:
        needed = next(name for name, owner in DISTRIBUTION_OF_PLUGIN.items() if owner == known)
        why = f"{plugin} does not work with {PRODUCT_NAMES[known]}, which needs {needed}"
        root.findings.error(place, why, theirs=True)
    if not network.states("NetworkPlugin") and not known:
        why = "missing, so that the file does not say whether it means K3s or K8s"
        root.findings.warning(place, why)
    values.put("distribution", known or concluded, place)
    return known or concluded
