"""Asks whoever is at the terminal before something that cannot be taken back."""

from __future__ import annotations

import sys

from installer.errors import Cancelled


def must_agree(question: str) -> None:
    """Return when the answer is yes; raises Cancelled, also where nobody is there to say it."""
    if not sys.stdin.isatty():
        raise Cancelled(
            "Nobody is there to say yes, so nothing was done.",
            resolution="Give --yes to go ahead without being asked.",
        )
    if input(f"{question} [yes/no] ").strip().lower() not in ("y", "yes"):
        raise Cancelled("Nothing was done.", resolution="Answer yes to go ahead.")
