"""Asks whoever is at the terminal before something that cannot be taken back."""

from __future__ import annotations

import sys

from installer.errors import Cancelled


def somebody_is_there() -> bool:
    """Whether a question would reach anybody; a service may have no standard input at all."""
    return sys.stdin is not None and sys.stdin.isatty()


def must_agree(question: str) -> None:
    """Return when the answer is yes; raises Cancelled, also where nobody is there to say it."""
    if not somebody_is_there():
        raise Cancelled(
            "Nobody is there to say yes, so nothing was done.",
            resolution="Give --yes to go ahead without being asked.",
        )
    if input(f"{question} [yes/no] ").strip().lower() not in ("y", "yes"):
        raise Cancelled("Nothing was done.", resolution="Answer yes to go ahead.")
