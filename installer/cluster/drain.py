"""Moves all pods off a node and tells what moves and what blocks it, as `kubectl drain` does.

Pods are evicted, so that disruption budgets are kept: a refusal with 429 means that a budget
allows no more just now, and is tried again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from installer.clock import Clock
from installer.cluster.connection import Connection
from installer.cluster.deeds import DeedState, DeedStep, DeedWord
from installer.cluster.rows import Ref
from installer.cluster.text import inert
from installer.cluster.writes import cordon, read
from installer.errors import ClusterRefused

_MIRROR = "kubernetes.io/config.mirror"
_BUDGET, _NOT_FOUND = 429, 404
_AGAIN_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Wish:
    """What may be lost, and how long it may take (seconds)."""

    delete_local_data: bool
    force: bool
    timeout: float


class Drain:
    """One drain of one node."""

    def __init__(
        self,
        connection: Connection,
        node: str,
        wish: Wish,
        *,
        clock: Clock,
        in_thread: Callable[[Callable[[], Any]], Awaitable[Any]],
        listener: Callable[[DeedState], None],
    ) -> None:
        self._connection = connection
        self._node = node
        self._wish = wish
        self._clock = clock
        self._in_thread = in_thread
        self._listener = listener
        self._steps: dict[str, DeedStep] = {}

    async def run(self) -> DeedState:
        """Close the node, then move its pods; raises ClusterRefused, HostUnreachable."""
        await self._in_thread(lambda: cordon(self._connection, self._node, closed=True))
        pods = await self._in_thread(lambda: _pods_on(self._connection, self._node))
        moving = [pod for pod in pods if self._must_move(pod)]
        if any(step.word is DeedWord.FAILED for step in self._steps.values()):
            text = "Nothing was moved: some pods would lose data or never come back."
            return self._tell(DeedWord.FAILED, text)
        end = self._clock.monotonic() + self._wish.timeout
        left = {pod["metadata"]["uid"]: pod for pod in moving}
        while left:
            for uid, pod in list(left.items()):
                if await self._in_thread(lambda pod=pod: self._move(pod)):  # type: ignore[misc]
                    del left[uid]
            if not left:
                break
            if self._clock.monotonic() > end:
                text = f"{len(left)} pods did not move in time; the node stays closed."
                return self._tell(DeedWord.FAILED, text)
            self._tell(DeedWord.WORKING, f"{len(left)} pods are still on the node.")
            await self._clock.sleep(_AGAIN_SECONDS)
        return self._tell(DeedWord.DONE, "All pods have left the node; it is closed for new ones.")

    def _must_move(self, pod: dict[str, Any]) -> bool:
        """Whether a pod is to be moved; what forbids it is put into the account."""
        meta, spec = pod["metadata"], pod.get("spec", {})
        if _MIRROR in (meta.get("annotations") or {}):
            return False
        owner = next((o for o in meta.get("ownerReferences") or () if o.get("controller")), None)
        if owner is not None and owner.get("kind") == "DaemonSet":
            return False
        if pod.get("status", {}).get("phase") in ("Succeeded", "Failed"):
            return True
        local = any("emptyDir" in volume for volume in spec.get("volumes") or ())
        if local and not self._wish.delete_local_data:
            self._note(pod, DeedWord.FAILED, "It keeps data on the node that would be lost.")
        elif owner is None and not self._wish.force:
            self._note(pod, DeedWord.FAILED, "Nothing would start it again elsewhere.")
        else:
            self._note(pod, DeedWord.WAITING, "It waits to be moved.")
        return True

    def _move(self, pod: dict[str, Any]) -> bool:
        """Evict a pod or see whether it has gone; whether it is off the node."""
        meta = pod["metadata"]
        path = f"/api/v1/namespaces/{meta['namespace']}/pods/{meta['name']}"
        try:
            now = read(self._connection, path)
            if now["metadata"]["uid"] != meta["uid"]:
                return self._note(pod, DeedWord.DONE, "It has left the node.")
            if now["metadata"].get("deletionTimestamp"):
                self._note(pod, DeedWord.WORKING, "It is being stopped.")
                return False
            body = {
                "apiVersion": "policy/v1",
                "kind": "Eviction",
                "metadata": {"name": meta["name"], "namespace": meta["namespace"]},
                "deleteOptions": {"preconditions": {"uid": meta["uid"]}},
            }
            self._connection.send("POST", f"{path}/eviction", body=msgspec.json.encode(body))
            self._note(pod, DeedWord.WORKING, "It is being stopped.")
        except ClusterRefused as error:
            if error.status == _NOT_FOUND:
                return self._note(pod, DeedWord.DONE, "It has left the node.")
            if error.status != _BUDGET:
                raise
            text = "A disruption budget allows no more pods to stop just now."
            self._note(pod, DeedWord.WAITING, text, error.details)
        return False

    def _note(self, pod: dict[str, Any], word: DeedWord, text: str, details: str = "") -> bool:
        meta = pod["metadata"]
        ref = Ref("Pod", inert(meta["namespace"]), inert(meta["name"]), meta["uid"])
        self._steps[meta["uid"]] = DeedStep(ref, word, text, details)
        return True

    def _tell(self, word: DeedWord, text: str) -> DeedState:
        state = DeedState(word, text, tuple(self._steps.values()))
        self._listener(state)
        return state


def _pods_on(connection: Connection, node: str) -> list[dict[str, Any]]:
    answer = connection.get("/api/v1/pods", {"fieldSelector": f"spec.nodeName={node}"})
    found: list[dict[str, Any]] = msgspec.json.decode(answer).get("items") or []
    return found
