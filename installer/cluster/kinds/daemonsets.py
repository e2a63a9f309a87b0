"""Daemon sets: programs that run once on every node."""

from __future__ import annotations

from installer.cluster.ages import moment
from installer.cluster.around import Around
from installer.cluster.cells import Since
from installer.cluster.objects import (
    Meta,
    Part,
    Selector,
    labels_text,
    made,
    names_and_images,
    selector_text,
)
from installer.cluster.phrases import Phrase
from installer.cluster.rows import Column, Kind, Place, Row
from installer.cluster.template import NO_TEMPLATE, ScaleFacts, Template, judge_scale

_NOWHERE = (False, Phrase("No node has the properties that it asks for."))


class SetSpec(Part, frozen=True):
    """What is wanted."""

    selector: Selector | None = None
    template: Template = NO_TEMPLATE


class SetStatus(Part, frozen=True):
    """What is."""

    desired_number_scheduled: int = 0
    current_number_scheduled: int = 0
    number_ready: int = 0
    updated_number_scheduled: int = 0
    number_available: int = 0


_NO_SPEC, _NO_STATUS = SetSpec(), SetStatus()


class DaemonSet(Part, frozen=True):
    """A daemon set."""

    metadata: Meta
    spec: SetSpec = _NO_SPEC
    status: SetStatus = _NO_STATUS


def daemon_set_row(found: DaemonSet, around: Around) -> Row:
    """The row of a daemon set."""
    del around
    spec, status = found.spec, found.status
    wanted, ready = status.desired_number_scheduled, status.number_ready
    names, images = names_and_images(spec.template.spec.containers)
    cells = (
        found.metadata.name,
        wanted,
        status.current_number_scheduled,
        ready,
        status.updated_number_scheduled,
        status.number_available,
        labels_text(spec.template.spec.node_selector),
        Since(moment(found.metadata.creation_timestamp)),
        names,
        images,
        selector_text(spec.selector),
    )
    judged = judge_scale(wanted, ready, None) if wanted else _NOWHERE
    return made(found.metadata, cells, judged, ScaleFacts(wanted, ready))


KIND = Kind(
    name="daemonsets",
    word="DaemonSet",
    api="/apis/apps/v1",
    resource="daemonsets",
    aliases=("daemonset", "ds"),
    columns=(
        Column("NAME"),
        Column("DESIRED", right=True),
        Column("CURRENT", right=True),
        Column("READY", right=True),
        Column("UP-TO-DATE", right=True),
        Column("AVAILABLE", right=True),
        Column("NODE SELECTOR"),
        Column("AGE"),
        Column("CONTAINERS", Place.WIDE),
        Column("IMAGES", Place.WIDE),
        Column("SELECTOR", Place.WIDE),
    ),
    shape=DaemonSet,
    row=daemon_set_row,
)
