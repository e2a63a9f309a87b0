"""A session: the one object by which the CLI and the window drive the engine."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

from installer.accelerator import Accelerator
from installer.bundle.bundle import Bundle, open_bundle
from installer.bundle.trust import trusted_keys
from installer.checks.base import Verdict
from installer.config.model import EdgeCluster
from installer.config.outside_rules import outside_addresses
from installer.engine.context import judge_environment
from installer.engine.join_file import JoinFile
from installer.engine.join_fit import fitting_ticket, must_have_join_file
from installer.engine.journal import Journal
from installer.engine.plan import build_plan, describe_plan
from installer.engine.preflight import CheckReport, all_checks, all_facts, judge, read_facts
from installer.engine.run import ClusterRun
from installer.engine.store import StateFolder
from installer.engine.world import World
from installer.errors import (
    Cancelled,
    ClusterExists,
    ClusterUnknown,
    StepFailed,
    Undone,
    UsageError,
)
from installer.events import EventBus, PhaseInfo, QuestionAsked
from installer.facts.accelerator import FACT as ACCELERATOR
from installer.facts.base import Facts
from installer.steps.context import ClusterPaths, pace_of

Answerer = Callable[[QuestionAsked], Awaitable[str]]


class Session:
    """Judges, installs, continues and removes clusters in one state folder.

    `answer` is asked when a decision is due; without it every question gets its safe default.
    """

    def __init__(self, world: World, state_dir: Path, *, answer: Answerer | None = None) -> None:
        self.bus = EventBus(world.clock.now)
        self.store = StateFolder(state_dir)
        self.world = world
        self._answer = answer
        self._cancel_wanted = False

    def cancel(self) -> None:
        """Stop at the next safe point; what is done is kept and can be resumed."""
        self._cancel_wanted = True

    async def facts(self, config: EdgeCluster | None = None) -> Facts:
        """Look at this PC, and ask around for the addresses that nodes of `config` shall have."""
        wanted = outside_addresses(config.spec.nodes, config.spec.network) if config else ()
        target = self.world.target(self.store.root, wanted)
        return await read_facts(target, self.bus, all_facts(target.platform))

    async def check(self, config: EdgeCluster) -> tuple[CheckReport, Facts]:
        """Judge this PC for a config."""
        facts = await self.facts(config)
        return judge(facts, config, self.bus, all_checks(facts.platform)), facts

    async def plan(self, config: EdgeCluster) -> tuple[PhaseInfo, ...]:
        """What `apply` would do, with the times that are usual on this PC; changes nothing."""
        target = self.world.target(self.store.root)
        facts = await read_facts(target, self.bus, (ACCELERATOR,))
        found = facts.find(ACCELERATOR)
        accelerator = (found and found.kind) or Accelerator.KVM
        return describe_plan(build_plan(config), pace=pace_of(accelerator))

    def open_bundle(self, folder: Path) -> Bundle:
        """A bundle that this PC takes; raises the errors of the bundle."""
        return open_bundle(folder, trusted_keys(self.store.root))

    async def apply(
        self, config: EdgeCluster, *, bundle: Path, join: JoinFile | None = None
    ) -> ClusterPaths:
        """Install a cluster, or bring one of the same config to its end.

        Raises NotEligible, ClusterExists, ClusterBusy, StepFailed, Undone, Cancelled and the
        errors of the bundle and of the join file.
        """
        if self.store.begun(config.name):
            return await self._continue(config.name, wanted=config, join=join)
        must_have_join_file(config, join)
        files = self.open_bundle(bundle)
        version, now = files.manifest.kubernetes_version, self.world.clock.now()
        fitting_ticket(config, join, version=version, now=now)
        report, facts = await self.check(config)
        if report.blocking():
            raise report.refusal()
        owner = self.world.new_owner()
        environment = judge_environment(facts, config, files, owner=owner)
        cautions = [o.check.id for o in report.outcomes if o.finding.verdict is Verdict.WARN]
        with self.locked(config.name) as run:
            if run.begun:
                raise ClusterExists(f"Another run has just made a cluster named {config.name}.")
            run.begin(config, environment, cautions)
            await self._install(run.with_join_file(join), "install")
            return run.paths

    async def resume(self, name: str, *, join: JoinFile | None = None) -> ClusterPaths:
        """Go on where an installation stopped; of a finished one, see that all still holds.

        `join` takes the place of a join file that has ended meanwhile.
        """
        self._must_exist(name)
        return await self._continue(name, wanted=None, join=join)

    async def remove(self, name: str, *, even_finished: bool) -> None:
        """Take away everything that a cluster made; raises UndoIncomplete with what is left."""
        self._must_exist(name)
        with self.locked(name) as run:
            complete = run.journal.is_finished() and not run.journal.is_removing()
            if complete and not even_finished:
                raise UsageError(
                    f"The installation of {name} is complete; there is nothing to undo.",
                    resolution=f"To remove the cluster run `edgewright destroy {name}`.",
                )
            await run.remove()

    @contextlib.contextmanager
    def locked(self, name: str) -> Iterator[ClusterRun]:
        """A cluster under its lock; raises ClusterBusy or JournalUnreadable."""
        with self.store.lock(name) as paths:
            journal = Journal.open(paths.folder, self.world.clock.now, self.world.journal_file)
            try:
                yield self._run(paths, journal)
            finally:
                journal.close()
                # A stop that was asked for holds for this run only; the next one may go on.
                self._cancel_wanted = False

    def look(self, name: str) -> ClusterRun:
        """A cluster without its lock, to ask and never to change; raises ClusterUnknown."""
        paths = self.store.paths(name)
        run = self._run(paths, Journal.look(paths.folder, self.world.clock.now))
        if not run.begun:
            raise ClusterUnknown(f"There is no cluster named {name}.")
        return run

    def _run(self, paths: ClusterPaths, journal: Journal) -> ClusterRun:
        return ClusterRun(
            world=self.world,
            bus=self.bus,
            store=self.store,
            paths=paths,
            journal=journal,
            checkpoint=self._checkpoint,
        )

    async def _continue(
        self, name: str, wanted: EdgeCluster | None, join: JoinFile | None
    ) -> ClusterPaths:
        with self.locked(name) as run:
            if wanted is not None and wanted != run.config():
                raise ClusterExists(f"A cluster named {name} exists with another config.")
            run.must_not_be_removing()
            await self._install(run.with_join_file(join), "resume")
            return run.paths

    async def _install(self, run: ClusterRun, kind: str) -> None:
        """Install, and let the user decide what becomes of a failure."""
        while True:
            try:
                await run.install(kind)
                return
            except StepFailed as error:
                choice = await self._ask_after(error)
                if choice == "keep":
                    raise
                if choice == "undo":
                    await run.remove()
                    raise Undone(
                        f"The installation failed and was taken back. {error.brief}",
                        details=error.details,
                    ) from error

    async def _ask_after(self, error: StepFailed) -> str:
        question = QuestionAsked(
            question="failed",
            text=f"{error.brief} Try again, take everything back, or keep it as it is?",
            options=("retry", "undo", "keep"),
            default="keep",
        )
        self.bus.publish(question)
        return await self._answer(question) if self._answer is not None else question.default

    def _checkpoint(self) -> None:
        if self._cancel_wanted:
            raise Cancelled("The run was stopped. Everything done so far is kept.")

    def _must_exist(self, name: str) -> None:
        if not self.store.exists(name):
            raise ClusterUnknown(f"There is no cluster named {name}.")
