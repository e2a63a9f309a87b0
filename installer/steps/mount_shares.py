"""Lets a node mount the shared folders of the cluster file, each when it is first used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from installer.errors import UsageError
from installer.host.base import HostDriver, checked
from installer.host.script import node_script
from installer.steps.base import NodeStep, Probe
from installer.steps.context import StepContext
from installer.steps.mount_shares_units import (
    FOLDER,
    credential_path,
    credential_text,
    share_files,
)

_SECRET_MODE = 0o600


@dataclass(frozen=True)
class MountShares(NodeStep):
    """Prepare the shared folders in a node."""

    kind: ClassVar[str] = "mount-shares"
    in_guest: ClassVar[bool] = True

    @property
    def title(self) -> str:
        return f"Prepare the shared folders in {self.node.name}"

    def describe(self) -> str:
        return "lets the node mount them when they are used; no server is asked for anything yet"

    async def probe(self, ctx: StepContext) -> Probe:
        """A log-in is looked at as well: one that was stored anew is brought to the node."""
        node = await ctx.node(self.node)
        for path, (text, _) in _files(ctx).items():
            if await _content(node, path) != text:
                return Probe.TODO
        question = node_script("shares-ready", "Looking at the shared folders", _names(ctx))
        answer = await node.run(question, timeout=60 * ctx.pace)
        return Probe.DONE if answer.returncode == 0 else Probe.TODO

    async def apply(self, ctx: StepContext) -> None:
        node = await ctx.node(self.node)
        for path, (text, mode) in _files(ctx).items():
            await node.write_text(path, text, mode=mode)
        command = node_script("shares", "Preparing the shared folders", _names(ctx))
        await checked(node, command, timeout=60 * ctx.pace)


def _files(ctx: StepContext) -> dict[str, tuple[str, int]]:
    """The files of all shares with their modes; raises UsageError without a secret."""
    files: dict[str, tuple[str, int]] = {}
    for share in ctx.config.spec.storage.shares:
        if share.credential:
            secret = ctx.secret(share.credential)
            text = credential_text(share.credential, must_be_stored(share.credential, secret))
            files[credential_path(share)] = (text, _SECRET_MODE)
        files |= {path: (text, 0o644) for path, text in share_files(share).items()}
    return files


def must_be_stored(reference: str, secret: str | None) -> str:
    """The secret; raises UsageError when there is none."""
    if secret is None:
        raise UsageError(
            f"The secret {reference}, by which a shared folder is reached, is not stored here.",
            resolution=f"Store it with `edgewright secret set {reference}`, then try again.",
        )
    return secret


async def _content(node: HostDriver, path: str) -> str | None:
    try:
        return await node.read_text(path)
    except FileNotFoundError:
        return None


def _names(ctx: StepContext) -> dict[str, str]:
    names = (share.name for share in ctx.config.spec.storage.shares)
    return {"FOLDER": FOLDER, "NAMES": " ".join(names)}


STEP = MountShares
