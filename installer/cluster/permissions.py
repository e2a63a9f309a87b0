"""What this user may do, asked of the server itself and remembered for a while."""

from __future__ import annotations

import threading
from collections.abc import Callable

import msgspec

from installer.cluster.connection import Connection
from installer.cluster.deeds import Permission
from installer.cluster.objects import Part
from installer.cluster.rows import Kind
from installer.cluster.text import inert
from installer.errors import EdgewrightError

_PATH = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"
_KEEP_SECONDS = 60.0
Question = tuple[str, str, str, str, str, str]


class _Answer(Part, frozen=True):
    allowed: bool = False
    reason: str = ""


_NO_ANSWER = _Answer()


class _Review(Part, frozen=True):
    status: _Answer = _NO_ANSWER


class Permissions:
    """Asks and remembers; may be used from any thread."""

    def __init__(self, connection: Connection, now: Callable[[], float]) -> None:
        self._connection = connection
        self._now = now
        self._lock = threading.Lock()
        self._known: dict[Question, tuple[float, Permission]] = {}

    def allowed(
        self, verb: str, kind: Kind, *, namespace: str, name: str, subresource: str
    ) -> Permission:
        """Whether this user may do it; blocks.  Without an answer it is allowed: trying tells."""
        group = kind.api_version.rpartition("/")[0]
        question = (verb, group, kind.resource, subresource, namespace, name)
        with self._lock:
            at, known = self._known.get(question, (0.0, None))
        if known is not None and self._now() - at < _KEEP_SECONDS:
            return known
        try:
            found = self._ask(question)
        except (EdgewrightError, msgspec.DecodeError):
            return Permission(allowed=True)
        with self._lock:
            self._known[question] = (self._now(), found)
        return found

    def _ask(self, question: Question) -> Permission:
        verb, group, resource, subresource, namespace, name = question
        asked = {
            "verb": verb,
            "group": group,
            "resource": resource,
            "subresource": subresource,
            "namespace": namespace,
            "name": name,
        }
        body = {
            "apiVersion": "authorization.k8s.io/v1",
            "kind": "SelfSubjectAccessReview",
            "spec": {"resourceAttributes": {k: v for k, v in asked.items() if v}},
        }
        answer = self._connection.send("POST", _PATH, body=msgspec.json.encode(body))
        status = msgspec.json.decode(answer, type=_Review).status
        if status.allowed:
            return Permission(allowed=True)
        what = f"{resource}/{subresource}" if subresource else resource
        where = f" in namespace {namespace}" if namespace else ""
        reason = f"This user may not {verb} {what}{where}."
        return Permission(allowed=False, reason=f"{reason} {inert(status.reason)}".strip())
