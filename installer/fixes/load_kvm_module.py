"""Loads the kernel module of hardware virtualisation, now and at every start of the PC."""

from __future__ import annotations

from collections.abc import Sequence

from installer.config.model import EdgeCluster
from installer.errors import CommandFailed
from installer.facts.base import Facts
from installer.facts.kvm import FACT as KVM
from installer.facts.processors import FACT as PROCESSORS
from installer.fixes.base import Fix, FixPlan
from installer.fixes.context import FixContext, removing, writing
from installer.host.base import Command
from installer.steps.context import Owned

_FILE = "/etc/modules-load.d/edgewright.conf"
_MODULES = {"vmx": "kvm_intel", "svm": "kvm_amd"}


def describe(facts: Facts, config: EdgeCluster) -> FixPlan | None:
    """The module that fits the processor; None when there is none, or it is not what is missing."""
    module = _MODULES.get(facts.get(PROCESSORS).extension)
    kvm = facts.get(KVM)
    if module is None or kvm.device or kvm.refusal or kvm.modules:
        return None
    return FixPlan(
        (
            f"Write {module} to {_FILE}, so that it is loaded at every start of the PC.",
            f"Load the kernel module {module} now.",
        ),
        (writing(_FILE, f"{module}\n"), _load(module)),
    )


async def apply(ctx: FixContext, facts: Facts, config: EdgeCluster) -> None:
    """The file first: when the power fails in between, the check still asks for the rest.

    A module that the kernel refuses shall not be asked for at every start.
    """
    module = _MODULES[facts.get(PROCESSORS).extension]
    await ctx.write_file(_FILE, f"{module}\n")
    ctx.own("module", module)
    ctx.report(f"Loading the kernel module {module}.")
    try:
        await ctx.run(_load(module))
    except CommandFailed:
        ctx.forget("module", module)
        if ctx.owns("file", _FILE):
            await ctx.remove_file(_FILE, (module,))
            ctx.forget("file", _FILE)
        raise


def describe_undo(owned: Sequence[Owned]) -> FixPlan:
    """The file and the module, as far as they are ours."""
    changes, commands = [], []
    for thing in owned:
        file = thing.kind == "file"
        changes.append(
            f"Take our line out of the file {thing.ident}."
            if file
            else f"Unload the kernel module {thing.ident}, unless it is in use."
        )
        commands.append(removing(thing.ident) if file else _unload(thing.ident))
    return FixPlan(tuple(changes), tuple(commands))


async def undo(ctx: FixContext, owned: Sequence[Owned]) -> None:
    """A module that is in use stays until the PC is restarted; nothing loads it again then."""
    for thing in owned:
        if thing.kind == "file":
            await ctx.remove_file(thing.ident, tuple(_MODULES.values()))
            continue
        try:
            await ctx.run(_unload(thing.ident))
        except CommandFailed:
            ctx.report(f"The kernel module {thing.ident} is in use; it goes with the next restart.")


def _load(module: str) -> Command:
    return Command(argv=("modprobe", module), purpose=f"Loading the module {module}")


def _unload(module: str) -> Command:
    return Command(argv=("modprobe", "--remove", module), purpose=f"Unloading the module {module}")


FIX = Fix(
    id="load-kvm-module",
    title="Load the KVM module",
    describe=describe,
    apply=apply,
    describe_undo=describe_undo,
    undo=undo,
)
