"""Which versions run, and whether they fit together.

The rule is kubernetes.io/releases/version-skew-policy: a kubelet is never newer than the API
server, and at most three minor versions older; the server moves one minor version at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from installer.cluster.overview_model import VersionLine, Versions
from installer.cluster.phrases import Phrase, say
from installer.cluster.rows import Row
from installer.cluster.text import inert

_VERSION = re.compile(r"v?(\d+)\.(\d+)")
_MOST_BEHIND = 3
RULES = (
    Phrase("A node is never newer than the API server."),
    Phrase("A node is at most three minor versions older than the API server."),
    Phrase("The API server moves one minor version at a time, and before the nodes."),
)
_SAME = Phrase("It has the version of the API server.")
_NEWER = Phrase("It is newer than the API server, which Kubernetes does not support.")
_TOO_OLD = Phrase("It is too old for the API server; update this node.")
_UNREAD = Phrase("Its version cannot be compared.")


def versions_of(server: str, nodes: Iterable[Row]) -> Versions:
    """The lines of the server, the nodes' agents, their systems and container runtimes."""
    lines = [_plain("API server", server, "It leads; the nodes follow it.")]
    for row in nodes:
        facts = row.facts
        attention, phrase = _judge(server, facts.version)
        lines.append(VersionLine(f"{row.name}: kubelet", facts.version, attention, phrase))
        lines.append(_plain(f"{row.name}: system", facts.system, "The system of the node."))
        words = "The program that runs the containers."
        lines.append(_plain(f"{row.name}: runtime", facts.runtime, words))
    return Versions(server, tuple(lines), RULES)


def _plain(part: str, version: str, words: str) -> VersionLine:
    return VersionLine(part, inert(version), attention=False, say=Phrase(words))


def _judge(server: str, node: str) -> tuple[bool, Phrase]:
    ours, theirs = _minor(server), _minor(node)
    if ours is None or theirs is None or ours[0] != theirs[0]:
        return False, _UNREAD
    behind = ours[1] - theirs[1]
    if behind < 0:
        return True, _NEWER
    if behind > _MOST_BEHIND:
        return True, _TOO_OLD
    if behind:
        words = "It is {count} minor versions older than the API server, which is supported."
        return False, say(words, count=behind)
    return False, _SAME


def _minor(version: str) -> tuple[int, int] | None:
    match = _VERSION.match(version)
    return (int(match[1]), int(match[2])) if match else None
