"""Jobs: programs that run to their end."""

from __future__ import annotations

from installer.cluster.ages import moment
from installer.cluster.around import Around
from installer.cluster.cells import Lasted, Since
from installer.cluster.objects import (
    Condition,
    Meta,
    Part,
    Selector,
    condition,
    made,
    names_and_images,
    selector_text,
)
from installer.cluster.phrases import Phrase, say
from installer.cluster.rows import Column, Kind, Place, Row
from installer.cluster.template import NO_TEMPLATE, Template

_DONE = (False, Phrase("The job is finished; nothing to do."))
_SUSPENDED = (False, Phrase("The job is held back on purpose."))
_LEAVING = (False, Phrase("The job is being removed."))
_RUNS = (False, Phrase("The job is running."))
_FAILURES = {
    "BackoffLimitExceeded": Phrase("The job failed too often and is given up."),
    "DeadlineExceeded": Phrase("The job took longer than allowed."),
    "PodFailurePolicy": Phrase("The job failed in a way that is not tried again."),
}
_FAILED = Phrase("The job failed.")


class JobSpec(Part, frozen=True):
    """What is wanted."""

    completions: int | None = None
    parallelism: int | None = None
    selector: Selector | None = None
    template: Template = NO_TEMPLATE


class JobStatus(Part, frozen=True):
    """What is."""

    succeeded: int = 0
    failed: int = 0
    start_time: str | None = None
    completion_time: str | None = None
    conditions: list[Condition] | None = None


_NO_SPEC, _NO_STATUS = JobSpec(), JobStatus()


class Job(Part, frozen=True):
    """A job."""

    metadata: Meta
    spec: JobSpec = _NO_SPEC
    status: JobStatus = _NO_STATUS


def job_row(job: Job, around: Around) -> Row:
    """The row of a job."""
    del around
    names, images = names_and_images(job.spec.template.spec.containers)
    word = _word(job)
    cells = (
        job.metadata.name,
        word,
        _completions(job),
        Lasted(moment(job.status.start_time), moment(job.status.completion_time)),
        Since(moment(job.metadata.creation_timestamp)),
        names,
        images,
        selector_text(job.spec.selector),
    )
    return made(job.metadata, cells, _judge(job, word))


def _word(job: Job) -> str:
    def holds(name: str) -> bool:
        found = condition(job.status.conditions, name)
        return found is not None and found.true

    if holds("Complete"):
        return "Complete"
    if holds("Failed"):
        return "Failed"
    if job.metadata.deletion_timestamp:
        return "Terminating"
    rest = ("Suspended", "FailureTarget", "SuccessCriteriaMet")
    return next((name for name in rest if holds(name)), "Running")


def _completions(job: Job) -> str:
    spec, done = job.spec, job.status.succeeded
    if spec.completions is not None:
        return f"{done}/{spec.completions}"
    if (spec.parallelism or 0) > 1:
        return f"{done}/1 of {spec.parallelism}"
    return f"{done}/1"


def _judge(job: Job, word: str) -> tuple[bool, Phrase]:
    if word == "Complete":
        return _DONE
    if word in ("Failed", "FailureTarget"):
        found = condition(job.status.conditions, word)
        return True, _FAILURES.get((found.reason if found else None) or "", _FAILED)
    if word == "Terminating":
        return _LEAVING
    if word == "Suspended":
        return _SUSPENDED
    if job.status.failed:
        words = "The job is being tried again; it has failed {count} times."
        return True, say(words, count=job.status.failed)
    return _RUNS


KIND = Kind(
    name="jobs",
    word="Job",
    api="/apis/batch/v1",
    resource="jobs",
    aliases=("job",),
    columns=(
        Column("NAME"),
        Column("STATUS"),
        Column("COMPLETIONS"),
        Column("DURATION"),
        Column("AGE"),
        Column("CONTAINERS", Place.WIDE),
        Column("IMAGES", Place.WIDE),
        Column("SELECTOR", Place.WIDE),
    ),
    shape=Job,
    row=job_row,
)
