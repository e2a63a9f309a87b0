"""The parts that objects of all kinds have, as they are decoded: only what the console uses.

Every field may be absent or null, because the API server leaves out what is empty and other
writers do worse.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from installer.cluster.ages import moment
from installer.cluster.cells import Cell
from installer.cluster.phrases import Phrase
from installer.cluster.rows import Ref, Row
from installer.cluster.text import inert

_NAME_LENGTH = 260
_CELL_BYTES = 4000
_NO_LABELS: dict[str, str] = {}


class Part(msgspec.Struct, rename="camel", frozen=True, gc=False):
    """Base of everything decoded; field names are the API's, in snake case."""


class Owner(Part, frozen=True):
    """An entry of `ownerReferences`."""

    kind: str = ""
    name: str = ""
    uid: str = ""
    controller: bool | None = None


class Meta(Part, frozen=True):
    """`metadata`; annotations are left out, as they can be large (see `AnnotatedMeta`)."""

    name: str = ""
    namespace: str = ""
    uid: str = ""
    resource_version: str = ""
    creation_timestamp: str | None = None
    deletion_timestamp: str | None = None
    labels: dict[str, str] | None = None
    owner_references: list[Owner] | None = None
    finalizers: list[str] | None = None


class AnnotatedMeta(Meta, frozen=True):
    """`metadata` with annotations, for the kinds that need one of them."""

    annotations: dict[str, str] | None = None


class Condition(Part, frozen=True):
    """An entry of `status.conditions`."""

    type: str = ""
    status: str = ""
    reason: str | None = None
    message: str | None = None
    last_transition_time: str | None = None
    last_heartbeat_time: str | None = None

    @property
    def true(self) -> bool:
        """Whether it holds."""
        return self.status == "True"


class Selector(Part, frozen=True):
    """A label selector."""

    match_labels: dict[str, str] | None = None
    match_expressions: list[Requirement] | None = None


class Requirement(Part, frozen=True):
    """A rule of a label selector."""

    key: str = ""
    operator: str = ""
    values: list[str] | None = None


class Named(Part, frozen=True):
    """A container of a template: its name and image."""

    name: str = ""
    image: str = ""


class Anything(Part, frozen=True):
    """An object of a kind that the console knows nothing of."""

    metadata: Meta
    kind: str = ""
    api_version: str = ""


def condition(conditions: Sequence[Condition] | None, name: str) -> Condition | None:
    """The condition of that type."""
    for found in conditions or ():
        if found.type == name:
            return found
    return None


def names_and_images(containers: Sequence[Named] | None) -> tuple[str, str]:
    """The cells CONTAINERS and IMAGES."""
    some = containers or ()
    return ",".join(c.name for c in some), ",".join(c.image for c in some)


def labels_text(labels: Mapping[str, str] | None) -> str:
    """Labels as kubectl writes them."""
    return ",".join(f"{key}={labels[key]}" for key in sorted(labels)) if labels else "<none>"


def selector_text(selector: Selector | None) -> str:
    """A label selector as kubectl writes it (`FormatLabelSelector`)."""
    if selector is None:
        return "<none>"
    rules = [(key, f"{key}={value}") for key, value in (selector.match_labels or {}).items()]
    for rule in selector.match_expressions or ():
        values = ",".join(sorted(rule.values or ()))
        text = {
            "In": f"{rule.key} in ({values})",
            "NotIn": f"{rule.key} notin ({values})",
            "Exists": rule.key,
            "DoesNotExist": f"!{rule.key}",
        }.get(rule.operator, "<invalid>")
        rules.append((rule.key, text))
    rules.sort(key=lambda rule: rule[0])  # rules of one key keep their order
    return ",".join(text for _, text in rules) or "<none>"


def made(
    meta: Meta,
    cells: tuple[Cell, ...],
    judged: tuple[bool, Phrase],
    facts: Any = None,
) -> Row:
    """The row of an object; text that is too long for any screen is cut."""
    cells = tuple(
        c[:_CELL_BYTES] if c.__class__ is str and len(c) > _CELL_BYTES else c for c in cells
    )
    return Row(
        uid=meta.uid or f"{meta.namespace}/{meta.name}",
        name=inert(meta.name, _NAME_LENGTH),
        namespace=inert(meta.namespace, _NAME_LENGTH),
        version=meta.resource_version,
        created=moment(meta.creation_timestamp),
        cells=cells,
        attention=judged[0],
        say=judged[1],
        labels=meta.labels or _NO_LABELS,
        owner=owner_of(meta),
        facts=facts,
    )


def owner_of(meta: Meta) -> Ref | None:
    """The controller that made an object, or else its first owner."""
    owners = meta.owner_references
    if not owners:
        return None
    chosen = next((owner for owner in owners if owner.controller), owners[0])
    return Ref(chosen.kind, meta.namespace, chosen.name, chosen.uid)
