"""A cluster that can be looked at: one of this PC, of a kubeconfig, or a saved file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from installer.api.console import Watched


@dataclass(frozen=True, slots=True)
class Choice:
    """A cluster in the list of the header; nothing is read before `open` is called."""

    title: str
    open: Callable[[], Watched]
