"""The part of the door that leads to another PC in the network."""

from __future__ import annotations

from pathlib import Path

from installer.engine.session import Session
from installer.host.winrm_target import WinRmTarget as OtherPc
from installer.host.winrm_target import parse_target
from installer.worlds import state_folder, world_of_other_pc

__all__ = ["OtherPc", "open_other_pc", "parse_target"]


def open_other_pc(target: OtherPc, password: str, *, state: Path | None = None) -> Session:
    """A session on a PC that runs Windows, over WinRM; nothing is sent before it looks at it."""
    return Session(world_of_other_pc(target, password), state_folder(state, None))
