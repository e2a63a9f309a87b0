"""Deployments: programs that are kept running in a number of equal pods."""

from __future__ import annotations

from installer.cluster.ages import moment
from installer.cluster.around import Around
from installer.cluster.cells import Ready, Since
from installer.cluster.objects import Condition, Meta, Part, made, names_and_images
from installer.cluster.objects import selector_text as text_of
from installer.cluster.rows import Column, Kind, Place, Row
from installer.cluster.template import NO_SCALED_SPEC, ScaledSpec, ScaleFacts, judge_scale


class DeploymentStatus(Part, frozen=True):
    """What is."""

    updated_replicas: int = 0
    ready_replicas: int = 0
    available_replicas: int = 0
    conditions: list[Condition] | None = None


_NO_STATUS = DeploymentStatus()


class Deployment(Part, frozen=True):
    """A deployment."""

    metadata: Meta
    spec: ScaledSpec = NO_SCALED_SPEC
    status: DeploymentStatus = _NO_STATUS


def deployment_row(found: Deployment, around: Around) -> Row:
    """The row of a deployment."""
    del around
    spec, status = found.spec, found.status
    wanted = spec.wanted
    names, images = names_and_images(spec.template.spec.containers)
    cells = (
        found.metadata.name,
        Ready(status.ready_replicas, wanted),
        status.updated_replicas,
        status.available_replicas,
        Since(moment(found.metadata.creation_timestamp)),
        names,
        images,
        text_of(spec.selector),
    )
    judged = judge_scale(wanted, status.ready_replicas, status.conditions)
    return made(found.metadata, cells, judged, ScaleFacts(wanted, status.ready_replicas))


KIND = Kind(
    name="deployments",
    word="Deployment",
    api="/apis/apps/v1",
    resource="deployments",
    aliases=("deployment", "deploy"),
    columns=(
        Column("NAME"),
        Column("READY"),
        Column("UP-TO-DATE", right=True),
        Column("AVAILABLE", right=True),
        Column("AGE"),
        Column("CONTAINERS", Place.WIDE),
        Column("IMAGES", Place.WIDE),
        Column("SELECTOR", Place.WIDE),
    ),
    shape=Deployment,
    row=deployment_row,
)
