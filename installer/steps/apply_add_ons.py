"""Gives the cluster what it has beside Kubernetes itself, such as volumes on the data disks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from installer.addons.base import AddOn, in_a_sentence, must_not_lack
from installer.host.base import HostDriver, checked
from installer.host.script import node_script
from installer.steps.base import NodeStep, Probe
from installer.steps.context import StepContext

_FOLDER = "/etc/edgewright/add-ons"
# Seconds.  Without KVM one call of kubectl takes up to a minute while the node is busy.
_ASK_SECONDS, _APPLY_SECONDS = 30.0, 120.0


@dataclass(frozen=True)
class ApplyAddOns(NodeStep):
    """Set up the add-ons; the first server does it for the whole cluster."""

    kind: ClassVar[str] = "apply-add-ons"
    weight: ClassVar[float] = 3.0
    in_guest: ClassVar[bool] = True

    add_ons: tuple[AddOn, ...] = ()

    @property
    def title(self) -> str:
        return "Set up the add-ons"

    def describe(self) -> str:
        names = ", ".join(in_a_sentence(add_on) for add_on in self.add_ons)
        return f"gives the cluster, from the images of the bundle: {names}"

    async def probe(self, ctx: StepContext) -> Probe:
        node = await ctx.node(self.node)
        files = self._files(ctx)
        for path, text in files.items():
            if await _content(node, path) != text:
                return Probe.TODO
        question = node_script(
            "add-ons-ready", "Asking the cluster for its add-ons", _arguments(ctx, files)
        )
        answer = await node.run(question, timeout=_ASK_SECONDS * ctx.pace)
        return Probe.DONE if answer.returncode == 0 else Probe.TODO

    async def apply(self, ctx: StepContext) -> None:
        must_not_lack(self.add_ons, ctx.environment.images)
        node = await ctx.node(self.node)
        files = self._files(ctx)
        for path, text in files.items():
            await node.write_text(path, text)
        command = node_script("add-ons", "Setting up the add-ons", _arguments(ctx, files))
        await checked(node, command, timeout=_APPLY_SECONDS * ctx.pace)

    def _files(self, ctx: StepContext) -> dict[str, str]:
        images = ctx.environment.images
        return {
            f"{_FOLDER}/{add_on.name}.yaml": add_on.manifest(ctx.config, images)
            for add_on in self.add_ons
        }


async def _content(node: HostDriver, path: str) -> str | None:
    try:
        return await node.read_text(path)
    except FileNotFoundError:
        return None


def _arguments(ctx: StepContext, files: Mapping[str, str]) -> dict[str, str]:
    return {"ACCESS": ctx.distribution.admin_access, "FILES": " ".join(files)}


STEP = ApplyAddOns
