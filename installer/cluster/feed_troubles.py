"""What went wrong with a list or a watch, in one word, a sentence, and how long to wait."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from installer.cluster.decode import Status
from installer.cluster.rows import Kind
from installer.cluster.states import FeedWord
from installer.errors import ClusterRefused, EdgewrightError, HostUnreachable

_GONE, _UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND = 410, 401, 403, 404
# Rights and installed kinds change seldom; asking more often only loads the server.
_DENIED_SECONDS, _ABSENT_SECONDS = 60.0, 300.0


@dataclass(frozen=True, slots=True)
class Trouble:
    """`word` None means: list anew at once.  `wait` 0 leaves the wait to the back-off."""

    word: FeedWord | None
    text: str
    details: str
    wait: float = 0.0
    renew: bool = False  # read the credentials anew


def trouble_of(error: EdgewrightError | msgspec.DecodeError, kind: Kind) -> Trouble:
    """What an error of the lister means for the feed."""
    if isinstance(error, msgspec.DecodeError):
        text = "The cluster's answer cannot be understood."
        return Trouble(FeedWord.ERROR, text, str(error)[:600])
    if isinstance(error, HostUnreachable):
        return Trouble(FeedWord.RECONNECTING, error.brief, error.details, renew=True)
    if not isinstance(error, ClusterRefused):
        return Trouble(FeedWord.ERROR, error.brief, error.details, renew=True)
    if error.status == _GONE:
        return Trouble(None, error.brief, error.details)
    if error.status == _FORBIDDEN:
        text = f"This user may not list {kind.resource}."
        return Trouble(FeedWord.DENIED, text, error.details, _DENIED_SECONDS)
    if error.status == _NOT_FOUND:
        text = f"This cluster does not have {kind.resource}."
        return Trouble(FeedWord.ABSENT, text, error.details, _ABSENT_SECONDS)
    return Trouble(FeedWord.ERROR, error.brief, error.details, renew=error.status == _UNAUTHORIZED)


def told_by(raw: msgspec.Raw) -> ClusterRefused:
    """The error that a watch tells in place of an object."""
    try:
        status = msgspec.json.decode(raw, type=Status)
    except msgspec.DecodeError:
        status = Status()
    return ClusterRefused(
        "The cluster ended the watch.",
        details=f"{status.code} {status.message}",
        status=status.code,
        reason=status.reason,
    )
