"""Turns raw words of other programs into advice: what they mean and what to do.

An error carries QEMU's, kubeadm's or apt's own text, which tells an expert what went wrong and
nobody else.  `resources/known-issues.yaml` holds what such texts mean; here they are looked up.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

import yaml

from installer.resources import resource_text

# What decides stands at the end of a log; more than this is never looked at.
LONGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class KnownIssue:
    """Something that is known to go wrong, by the words of the program that meets it.

    `fix` is the id of the fix (`installer.fixes`) that may put it right; empty for none.
    """

    id: str
    source: str
    pattern: str
    cause: str
    remedy: str
    fix: str = ""

    def matches(self, text: str) -> bool:
        """Whether the text holds the words of this issue."""
        return re.search(self.pattern, text) is not None


@functools.cache
def known_issues() -> tuple[KnownIssue, ...]:
    """All known issues, causes before what only follows from them."""
    entries = yaml.safe_load(resource_text("known-issues.yaml"))
    return tuple(KnownIssue(**entry) for entry in entries)


def find_known_issue(text: str) -> KnownIssue | None:
    """The known issue that explains a text best; None when no words in it are known.

    Of several the first one counts.  Only the last `LONGEST` characters are looked at.
    """
    end = text[-LONGEST:]
    return next((issue for issue in known_issues() if issue.matches(end)), None)
