"""Makes a claim larger and follows it to the end.

    asked -> Resizing -> the volume is larger -> FileSystemResizePending -> the file system follows

The last part happens at the node while a pod uses the claim, for some drivers only at its start.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from installer.clock import Clock
from installer.cluster.connection import Connection
from installer.cluster.deeds import DeedState, DeedStep, DeedWord
from installer.cluster.quantities import canonical, number_of
from installer.cluster.rows import Ref
from installer.cluster.text import inert
from installer.cluster.writes import patch, path_of, read
from installer.errors import ClusterRefused, UsageError

_AGAIN_SECONDS = 2.0
_NOT_FOUND = 404


class Expansion:
    """One growth of one claim."""

    def __init__(
        self,
        connection: Connection,
        ref: Ref,
        size: str,
        *,
        clock: Clock,
        in_thread: Callable[[Callable[[], Any]], Awaitable[Any]],
        listener: Callable[[DeedState], None],
    ) -> None:
        self._connection = connection
        self._ref = ref
        self._size = size
        self._clock = clock
        self._in_thread = in_thread
        self._listener = listener

    async def run(self, timeout: float) -> DeedState:
        """Ask for it and follow; raises UsageError for what cannot work, ClusterRefused."""
        path = path_of(self._ref)
        await self._in_thread(lambda: self._must_be_possible(path))
        change = {"spec": {"resources": {"requests": {"storage": self._size}}}}
        claim = await self._in_thread(lambda: patch(self._connection, path, change))
        end = self._clock.monotonic() + timeout
        while True:
            state = self._state_of(claim)
            self._listener(state)
            if state.word in (DeedWord.DONE, DeedWord.FAILED):
                return state
            if self._clock.monotonic() > end:
                last = DeedState(DeedWord.FAILED, f"It takes long. {state.text}", state.steps)
                self._listener(last)
                return last
            await self._clock.sleep(_AGAIN_SECONDS)
            claim = await self._in_thread(lambda: read(self._connection, path))

    def _must_be_possible(self, path: str) -> None:
        claim = read(self._connection, path)
        now = claim.get("status", {}).get("capacity", {}).get("storage", "0")
        if number_of(self._size) <= 0:
            raise UsageError(f"{inert(self._size)} is not a size; 10Gi would be one.")
        if number_of(self._size) <= number_of(now):
            raise UsageError(f"The claim has {canonical(now)} already; it cannot become smaller.")
        if claim.get("status", {}).get("phase") != "Bound":
            raise UsageError("The claim has no storage yet that could grow.")
        name = claim.get("spec", {}).get("storageClassName") or ""
        try:
            found = read(self._connection, path_of(Ref("StorageClass", "", name)))
        except ClusterRefused as error:
            if error.status != _NOT_FOUND:
                raise
            raise UsageError(
                f"The kind of storage ({inert(name)}) does not exist any more, so nobody could "
                "make it larger."
            ) from error
        if not found.get("allowVolumeExpansion"):
            raise UsageError(
                f"Storage of the kind {inert(name)} cannot be made larger "
                "(allowVolumeExpansion is off).",
                resolution="Make a larger claim and copy the data.",
            )

    def _state_of(self, claim: dict[str, Any]) -> DeedState:
        status = claim.get("status", {})
        stage = (status.get("allocatedResourceStatuses") or {}).get("storage", "")
        holds = {c.get("type"): c for c in status.get("conditions") or () if c["status"] == "True"}
        capacity = (status.get("capacity") or {}).get("storage", "0")
        if number_of(capacity) >= number_of(self._size):
            word, text = DeedWord.DONE, f"The storage has {canonical(capacity)} now."
        elif stage.endswith("Infeasible"):
            word, text = DeedWord.FAILED, "The storage cannot be made that large."
        elif "FileSystemResizePending" in holds:
            word = DeedWord.WAITING
            text = "The volume is larger; its file system follows when a pod that uses it starts."
        elif "Resizing" in holds:
            word, text = DeedWord.WORKING, "The volume is being made larger."
        else:
            word, text = DeedWord.WORKING, "The growth was asked for and will start."
        details = "\n".join(inert(c.get("message") or "") for c in holds.values()).strip()
        return DeedState(word, text, (DeedStep(self._ref, word, text, details),))
