"""What the API server's refusals and silences mean, as errors for people."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from installer.cluster.decode import Status
from installer.cluster.text import inert_text
from installer.errors import ClusterRefused, HostUnreachable

_DETAILS = 2000


def refused(status: int, body: bytes, headers: Mapping[str, str] | None = None) -> ClusterRefused:
    """The error for an answer with an error code; the server's own message goes with it."""
    try:
        told = msgspec.json.decode(body, type=Status)
    except msgspec.DecodeError:
        told = Status(message=body[:_DETAILS].decode("utf-8", "replace"))
    after = (headers or {}).get("Retry-After", "")
    wait = f"\nRetry-After: {after}" if after else ""
    return ClusterRefused(
        _BRIEF.get(status, "The cluster did not do what was asked."),
        details=f"HTTP {status} {inert_text(told.message, _DETAILS)}{wait}",
        status=status,
        reason=told.reason,
        body=body,
    )


_BRIEF = {
    401: "The cluster does not accept this access any more.",
    403: "This user may not do that in the cluster.",
    404: "The cluster does not have it.",
    409: "Somebody else changed it at the same time.",
    410: "The cluster no longer has the older state.",
    422: "The cluster does not accept these values.",
    429: "The cluster is too busy and asks to wait.",
    500: "The cluster has an internal error.",
    503: "The cluster is not ready to answer.",
    504: "The cluster took too long to answer.",
}


def unreachable(error: Exception) -> HostUnreachable:
    """The error for a request that got no answer, or only a part of one."""
    details = f"{type(error).__name__}: {str(error)[:600]}"
    lower = details.lower()
    if "certificate" in lower and "expired" in lower:
        brief = "A certificate of the cluster or of this access has expired."
        return HostUnreachable(brief, details=details)
    if "certificate verify failed" in lower or "hostname" in lower:
        return HostUnreachable("Another server answers at the cluster's address.", details=details)
    return HostUnreachable("The cluster does not answer.", details=details)
