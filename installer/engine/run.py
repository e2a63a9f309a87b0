"""One cluster under its lock: what can be done with it while nobody else may."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass

from installer.config.model import EdgeCluster
from installer.distributions.base import JoinTicket
from installer.engine.changes import config_now, must_fit_together
from installer.engine.context import build_context
from installer.engine.join_file import JoinFile
from installer.engine.join_fit import fitting_ticket
from installer.engine.journal import Journal
from installer.engine.plan import build_plan, describe_plan
from installer.engine.rollback import roll_back
from installer.engine.runner import Runner
from installer.engine.secrets import must_have_secrets, secret_lookup
from installer.engine.settle import settle
from installer.engine.store import StateFolder, environment_record, recorded_run
from installer.engine.world import World
from installer.errors import Cancelled, ClusterUnknown, EdgewrightError, UsageError
from installer.events import EventBus, Notice, RunFinished, RunStarted
from installer.steps.context import ClusterPaths, Environment, StepContext


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterRun:
    """The open journal of a locked cluster, and the verbs on it."""

    world: World
    bus: EventBus
    store: StateFolder
    paths: ClusterPaths
    journal: Journal
    checkpoint: Callable[[], None]
    # What a join file holds that was given for this run.
    ticket: JoinTicket | None = None

    @property
    def name(self) -> str:
        """The cluster's name."""
        return self.paths.folder.name

    @property
    def begun(self) -> bool:
        """Whether an installation was ever written down here."""
        return self.journal.run() is not None

    def config(self) -> EdgeCluster:
        """What the cluster shall be now; raises ClusterUnknown when no installation had begun."""
        return self._recorded()[0]

    def with_join_file(self, join: JoinFile | None) -> ClusterRun:
        """The same with the ticket of this file; raises JoinFileUnfit and JoinFileExpired."""
        config, environment = self._recorded()
        version, now = environment.kubernetes_version, self.world.clock.now()
        again = any(self.journal.was_started(f"{n.name}/join-node") for n in config.spec.nodes)
        ticket = fitting_ticket(config, join, version=version, now=now, again=again)
        return dataclasses.replace(self, ticket=ticket)

    def must_not_be_removing(self) -> None:
        """Refuse a cluster whose removal has begun; raises UsageError."""
        if self.journal.is_removing():
            raise UsageError(
                f"The removal of {self.name} has begun and cannot be turned back.",
                resolution=f"Run `edgewright destroy {self.name}` to bring it to its end.",
            )

    def must_be_installed(self) -> None:
        """Refuse also a cluster whose installation has not ended; raises UsageError."""
        self.must_not_be_removing()
        if not self.journal.is_finished():
            raise UsageError(
                f"The installation of {self.name} has not come to its end.",
                resolution=f"Run `edgewright resume {self.name}` first.",
            )

    def begin(self, config: EdgeCluster, environment: Environment, cautions: list[str]) -> None:
        """Write down what is going to be installed, before anything is.

        Raises UsageError when a secret that it needs is not stored.
        """
        must_have_secrets(config, secret_lookup(self.paths.folder.parent, self.world.keyring))
        self.journal.append(
            "run",
            config=config.model_dump(mode="json", by_alias=True),
            environment=environment_record(environment),
            cautions=cautions,
        )

    async def install(self, kind: str) -> None:
        """Do every step that is not done yet, and what was left of a later change.

        Raises StepFailed, Cancelled, UsageError (the disks do not fit together).
        """
        must_fit_together(self.journal.records, self.name)
        async with self.context() as context:
            plan = build_plan(context.config)
            phases = describe_plan(plan, pace=context.pace)
            with self._told(RunStarted(cluster=self.name, kind=kind, phases=phases), "done"):
                await Runner(self.journal, self.bus, context).run(plan)
                await settle(self.journal, context)
                if not self.journal.is_finished():
                    self.journal.append("finished")

    async def remove(self) -> None:
        """Take back everything that was made, and its folder; raises UndoIncomplete."""
        if self.begun:
            async with self.context() as context:
                with self._told(RunStarted(cluster=self.name, kind="remove"), "removed"):
                    self.journal.append("removing")
                    await roll_back(self.journal, self.bus, context)
                    self._tell_first_pc(context.config)
        self.store.remove(self.paths)

    def _tell_first_pc(self, config: EdgeCluster) -> None:
        """The cluster of another PC goes on, and goes on counting the nodes that are gone."""
        for node in config.spec.nodes if config.spec.join else ():
            command = f"edgewright forget-node {config.name} {node.name}"
            text = f"On the PC that began the cluster, run `{command}`."
            self.bus.publish(Notice(text=text))

    @contextlib.asynccontextmanager
    async def context(self) -> AsyncIterator[StepContext]:
        """What steps work with; connections to nodes are closed at the end."""
        config, environment = self._recorded()
        context = build_context(
            self.world,
            config,
            environment,
            self.paths,
            self.journal,
            checkpoint=self.checkpoint,
            notice=lambda text: self.bus.publish(Notice(text=text)),
            ticket=self.ticket,
        )
        try:
            yield context
        finally:
            for node in context.nodes.values():
                await node.aclose()

    def _recorded(self) -> tuple[EdgeCluster, Environment]:
        run = self.journal.run()
        if run is None:
            raise ClusterUnknown(f"The installation of {self.name} had not begun.")
        config, environment = recorded_run(run)
        return config_now(self.journal.records, config), environment

    @contextlib.contextmanager
    def _told(self, begin: RunStarted, outcome: str) -> Iterator[None]:
        """Publish that a run begins and how it ended."""
        self.bus.publish(begin)
        started = self.world.clock.monotonic()
        error: EdgewrightError | None = None
        try:
            yield
        except EdgewrightError as raised:
            error = raised
            outcome = "cancelled" if isinstance(raised, Cancelled) else "failed"
            raise
        finally:
            self.bus.publish(
                RunFinished(
                    cluster=self.name,
                    outcome=outcome,
                    seconds=self.world.clock.monotonic() - started,
                    code=error.code if error else "",
                    reason=error.brief if error else "",
                )
            )
