"""Runs a plan: probe, apply, write down; tries again what may pass; stops where the user wants.

When a step of a phase fails its siblings are still allowed to finish, because breaking off in
the middle of a change leaves worse ruins.  Nothing is undone by itself.
"""

from __future__ import annotations

import asyncio
import dataclasses
import traceback
from collections.abc import Sequence

from installer.engine.disk_trouble import disk_error
from installer.engine.journal import Journal
from installer.engine.plan import Phase, Plan
from installer.engine.standstill import unless_halted
from installer.errors import (
    Cancelled,
    DiskFull,
    EdgewrightError,
    ForeignResource,
    StepFailed,
    Unexpected,
)
from installer.events import (
    EventBus,
    PhaseStarted,
    ResourceOwned,
    StepFinished,
    StepProgress,
    StepRetry,
    StepStarted,
)
from installer.steps.base import Probe, Step, step_key
from installer.steps.context import Owned, StepContext

_ATTEMPTS = 3
_RETRY_SECONDS = (5.0, 15.0)


class Runner:
    """Carries one plan to its end."""

    def __init__(self, journal: Journal, bus: EventBus, context: StepContext) -> None:
        self._journal = journal
        self._bus = bus
        self._context = dataclasses.replace(
            context,
            is_done=journal.is_done,
            record_own=self._own,
            report_progress=self._progress,
        )

    async def run(self, plan: Plan) -> None:
        """Do every step that is not done.  Raises StepFailed or Cancelled."""
        for index, phase in enumerate(plan, start=1):
            self._context.checkpoint()
            self._bus.publish(PhaseStarted(title=phase.title, index=index, total=len(plan)))
            await self._run_phase(phase)

    async def _run_phase(self, phase: Phase) -> None:
        tasks = [
            asyncio.create_task(self._run_step(step), name=step_key(step)) for step in phase.steps
        ]
        try:
            await asyncio.wait(tasks)
        except asyncio.CancelledError:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
            raise
        failures = [error for task in tasks if (error := task.exception()) is not None]
        _raise_together(phase.title, failures)

    async def _run_step(self, step: Step) -> None:
        key = step_key(step)
        context = dataclasses.replace(self._context, step=key)
        started = context.clock.monotonic()
        try:
            work = self._probe_and_apply(step, key, context)
            outcome = await (unless_halted(context, step.node, work) if step.in_guest else work)
        except EdgewrightError as error:
            failure = error
        except OSError as error:
            failure = disk_error(error, step.title)
        except Exception as error:  # noqa: BLE001 - a fault of a step must become visible
            failure = Unexpected(
                f"{step.title} met a fault of the program.",
                details="".join(traceback.format_exception(error))[-4000:],
            )
        else:
            self._finished(step, outcome, started)
            return
        stopped = isinstance(failure, Cancelled)
        if not stopped:
            failure = self._note_failure(key, failure)
        self._finished(step, "stopped" if stopped else "failed", started, failure)
        raise failure

    def _note_failure(self, key: str, failure: EdgewrightError) -> EdgewrightError:
        """Write a failure down; on a full disk that cannot be, and is what must be told first."""
        try:
            self._journal.append("failed", step=key, code=failure.code)
        except DiskFull as error:
            if isinstance(failure, DiskFull):
                return failure
            told = f"{failure.brief}\n{failure.details}\n{error.details}"
            return DiskFull(error.brief, details=told)
        return failure

    async def _probe_and_apply(self, step: Step, key: str, context: StepContext) -> str:
        context.checkpoint()
        if await step.probe(context) is Probe.DONE:
            self._adopt(step, key)
            return "skipped"
        for attempt in range(1, _ATTEMPTS + 1):
            self._journal.append("start", step=key, attempt=attempt)
            self._bus.publish(StepStarted(step=key, title=step.title, attempt=attempt))
            try:
                await step.apply(context)
                break
            except EdgewrightError as error:
                if not error.transient or attempt == _ATTEMPTS:
                    raise
                delay = _RETRY_SECONDS[attempt - 1]
                self._bus.publish(
                    StepRetry(step=key, attempt=attempt, delay=delay, reason=error.brief)
                )
                await context.clock.sleep(delay)
                context.checkpoint()
        self._journal.append("done", step=key)
        return "done"

    def _adopt(self, step: Step, key: str) -> None:
        """Accept what is done already, if it was us: a foreign thing is never taken over."""
        if self._journal.is_done(key):
            return
        # A step that only waits or looks can be found done without ever having been started.
        if step.owns and not self._journal.was_started(key):
            raise ForeignResource(
                f"{step.title}: something of that name is there already and is not ours.",
                details=f"{key} was found done, but the journal does not know of it",
            )
        self._journal.append("done", step=key, found=True)

    def _finished(
        self, step: Step, outcome: str, started: float, error: EdgewrightError | None = None
    ) -> None:
        self._bus.publish(
            StepFinished(
                step=step_key(step),
                title=step.title,
                outcome=outcome,
                seconds=self._context.clock.monotonic() - started,
                code=error.code if error else "",
                reason=error.brief if error else "",
            )
        )

    def _own(self, owned: Owned) -> None:
        self._journal.append("own", step=owned.step, what=owned.kind, ident=owned.ident)
        self._bus.publish(ResourceOwned(kind=owned.kind, ident=owned.ident))

    def _progress(self, step: str, text: str, fraction: float | None) -> None:
        self._bus.publish(StepProgress(step=step, text=text, fraction=fraction))


def _raise_together(phase: str, failures: Sequence[BaseException]) -> None:
    """Turn what the steps of a phase raised into one error; a stop counts only by itself."""
    for failure in failures:
        if not isinstance(failure, EdgewrightError):
            raise failure
    causes = [
        f for f in failures if isinstance(f, EdgewrightError) and not isinstance(f, Cancelled)
    ]
    if causes:
        raise StepFailed(f"The phase {phase} failed: {causes[0].brief}", causes) from causes[0]
    if failures:
        raise failures[0]
