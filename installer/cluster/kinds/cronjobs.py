"""Cron jobs: programs that are started by the clock."""

from __future__ import annotations

from typing import Any

from installer.cluster.ages import moment
from installer.cluster.around import Around
from installer.cluster.cells import Since
from installer.cluster.objects import Meta, Part, Selector, made, names_and_images, selector_text
from installer.cluster.phrases import Phrase, say
from installer.cluster.rows import Column, Kind, Place, Row
from installer.cluster.template import NO_TEMPLATE, Template

_SUSPENDED = (False, Phrase("It is switched off: the clock starts nothing."))
_NEVER = (False, Phrase("It has not been started by the clock yet."))
_WAITS = (False, Phrase("It waits for the next time."))


class JobSpec(Part, frozen=True):
    """The job that is made each time."""

    selector: Selector | None = None
    template: Template = NO_TEMPLATE


_NO_JOB_SPEC = JobSpec()


class JobTemplate(Part, frozen=True):
    """The template of the jobs."""

    spec: JobSpec = _NO_JOB_SPEC


_NO_JOB = JobTemplate()


class CronSpec(Part, frozen=True):
    """What is wanted."""

    schedule: str = ""
    time_zone: str | None = None
    suspend: bool | None = None
    job_template: JobTemplate = _NO_JOB


class CronStatus(Part, frozen=True):
    """What is."""

    active: list[Any] | None = None
    last_schedule_time: str | None = None


_NO_SPEC, _NO_STATUS = CronSpec(), CronStatus()


class CronJob(Part, frozen=True):
    """A cron job."""

    metadata: Meta
    spec: CronSpec = _NO_SPEC
    status: CronStatus = _NO_STATUS


def cron_job_row(found: CronJob, around: Around) -> Row:
    """The row of a cron job."""
    del around
    spec, status = found.spec, found.status
    job = spec.job_template.spec
    names, images = names_and_images(job.template.spec.containers)
    last = status.last_schedule_time
    cells = (
        found.metadata.name,
        spec.schedule,
        spec.time_zone or "<none>",
        {True: "True", False: "False", None: "<unset>"}[spec.suspend],
        len(status.active or ()),
        Since(moment(last)) if last else "<none>",
        Since(moment(found.metadata.creation_timestamp)),
        names,
        images,
        selector_text(job.selector),
    )
    return made(found.metadata, cells, _judge(found))


def _judge(found: CronJob) -> tuple[bool, Phrase]:
    if found.spec.suspend:
        return _SUSPENDED
    if running := len(found.status.active or ()):
        return False, say("{count} of its jobs are running.", count=running)
    return _WAITS if found.status.last_schedule_time else _NEVER


KIND = Kind(
    name="cronjobs",
    word="CronJob",
    api="/apis/batch/v1",
    resource="cronjobs",
    aliases=("cronjob", "cj"),
    columns=(
        Column("NAME"),
        Column("SCHEDULE"),
        Column("TIMEZONE"),
        Column("SUSPEND"),
        Column("ACTIVE", right=True),
        Column("LAST SCHEDULE"),
        Column("AGE"),
        Column("CONTAINERS", Place.WIDE),
        Column("IMAGES", Place.WIDE),
        Column("SELECTOR", Place.WIDE),
    ),
    shape=CronJob,
    row=cron_job_row,
)
