"""A cluster as the console sees it: what can be followed, read and done.

The real one talks to an API server; a saved file gives the same interface and changes nothing; a
test may bring its own.  Everything is called on one event loop, and every listener is called there.
Nothing is read before it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from installer.cluster.deeds import DeedState, Permission, Preview
from installer.cluster.detail import Detail
from installer.cluster.metrics_model import Usage
from installer.cluster.overview_model import ArcState, Certificate, Overview, SupportFile, Versions
from installer.cluster.rows import Ref, Row
from installer.cluster.states import Delta, FeedState
from installer.cluster.streams import Forward, LogBatch, LogTarget, Shell, Stoppable


class Following(Stoppable, Protocol):
    """A list that is followed; starts active."""

    @property
    def rows(self) -> Sequence[Row]:
        """All rows known now; a copy, in no order."""
        ...

    @property
    def state(self) -> FeedState:
        """How fresh they are."""
        ...

    def pause(self) -> None:
        """Nobody looks: no deltas until `resume`, and the list may be given up after a while."""
        ...

    def resume(self) -> None:
        """Somebody looks again: one delta tells everything that changed meanwhile."""
        ...


class Watched(Protocol):
    """Reading a cluster."""

    @property
    def title(self) -> str:
        """What it is called: cluster, context or file."""
        ...

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed, logged or opened, as with a file."""
        ...

    def follow(
        self, kind: str, listener: Callable[[Delta], None], *, namespace: str = ""
    ) -> Following:
        """Follow a kind (a name of `all_kinds`) in one namespace or in all.

        The first delta comes at once when rows are known already.  All followers of a kind and
        namespace share one connection.
        """
        ...

    def follow_overview(self, listener: Callable[[Overview], None]) -> Stoppable:
        """Follow the first page; at most once in a second, and only when something changed."""
        ...

    async def detail(self, ref: Ref) -> Detail:
        """One object as a whole; raises ClusterRefused or HostUnreachable."""
        ...

    async def usage(self) -> Usage:
        """Figures of use now; says so where there are none, and raises nothing."""
        ...

    async def certificates(self) -> tuple[Certificate, ...]:
        """Everything that expires, the soonest first; raises nothing."""
        ...

    async def arc(self) -> ArcState:
        """Azure Arc as seen from inside the cluster; raises nothing."""
        ...

    async def versions(self) -> Versions:
        """Versions and the rules between them; raises ClusterRefused or HostUnreachable."""
        ...

    async def write_support(
        self, path: Path, progress: Callable[[str], None] | None = None
    ) -> SupportFile:
        """Write a support file (ZIP); what cannot be read is named in it.  Raises OSError."""
        ...

    async def allowed(
        self, verb: str, kind: str, *, namespace: str = "", name: str = "", subresource: str = ""
    ) -> Permission:
        """Whether this user may do it; remembered for a while."""
        ...

    def close(self) -> None:
        """Let go of everything; closes all that is followed, forwarded or open."""
        ...


class Live(Protocol):
    """What needs a running cluster beyond reading its objects."""

    def logs(
        self,
        targets: Sequence[LogTarget],
        listener: Callable[[LogBatch], None],
        *,
        follow: bool = True,
        previous: bool = False,
        tail: int = 1000,
    ) -> Stoppable:
        """Read logs of several containers at once, the last `tail` lines of each and what comes."""
        ...

    def shell(
        self,
        target: LogTarget,
        output: Callable[[bytes], None],
        ended: Callable[[str], None],
        *,
        command: Sequence[str] = (),
    ) -> Shell:
        """Open a shell with a terminal; `ended` gets the reason, empty when it simply ended."""
        ...

    async def forward(self, namespace: str, pod: str, port: int, *, local_port: int = 0) -> Forward:
        """Lead a port of this PC (0: any free one) to a pod; raises ClusterRefused, UsageError."""
        ...

    def forwards(self) -> tuple[Forward, ...]:
        """The forwards that run."""
        ...


class Changing(Protocol):
    """Changing a cluster; all raise ClusterRefused (with the server's words) or HostUnreachable."""

    async def delete(self, ref: Ref, *, grace: int | None = None) -> None:
        """Delete an object, only if it is still the one of this UID."""
        ...

    async def scale(self, ref: Ref, replicas: int) -> None:
        """Set how many pods a Deployment, StatefulSet or ReplicaSet wants."""
        ...

    async def restart(self, ref: Ref) -> None:
        """Let a Deployment, StatefulSet or DaemonSet replace its pods one after the other."""
        ...

    async def cordon(self, node: str, *, closed: bool) -> None:
        """Close a node for new pods, or open it again."""
        ...

    async def drain(
        self,
        node: str,
        listener: Callable[[DeedState], None],
        *,
        delete_local_data: bool = False,
        force: bool = False,
        timeout: float = 300,
    ) -> DeedState:
        """Move all pods off a node; the account says what moves and what blocks it.

        Pods with data on the node stop it unless `delete_local_data`, pods that nothing would
        start again unless `force`.  Cancelling stops waiting; the node stays closed.
        """
        ...

    async def expand(
        self, ref: Ref, size: str, listener: Callable[[DeedState], None], *, timeout: float = 600
    ) -> DeedState:
        """Make a claim larger and follow it to the end; refuses first what cannot work."""
        ...

    async def preview(self, text: str, *, force: bool = False) -> tuple[Preview, ...]:
        """What applying a YAML or JSON text (one or several objects) would do; a dry run.

        Raises ConfigInvalid when it is not such a text.
        """
        ...

    async def apply(self, text: str, *, force: bool = False) -> tuple[Ref, ...]:
        """Apply it (server-side); with `force` conflicts are decided for us."""
        ...


class Console(Watched, Live, Changing, Protocol):
    """A cluster with everything the console can do."""
