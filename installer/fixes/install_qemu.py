"""Installs QEMU and its firmware from the PC's own distribution."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from installer.config.model import EdgeCluster
from installer.errors import CommandFailed
from installer.facts.base import Facts
from installer.facts.firmware import FACT as FIRMWARE
from installer.facts.qemu import FACT as QEMU
from installer.facts.system import FACT as SYSTEM
from installer.facts.system import System
from installer.fixes.base import Fix, FixPlan
from installer.fixes.context import FixContext
from installer.host.packages import APT, DNF, MANAGERS, PACMAN, ZYPPER, PackageManager
from installer.steps.context import Owned

# Red Hat Enterprise Linux and its kin are missing on purpose: their QEMU has no program
# qemu-system-x86_64, and no other package brings one.
_FAMILIES: Mapping[str, tuple[PackageManager, Mapping[str, str]]] = {
    "debian": (
        APT,
        {"system": "qemu-system-x86", "image_tool": "qemu-utils", "firmware": "ovmf"},
    ),
    "fedora": (
        DNF,
        {"system": "qemu-system-x86", "image_tool": "qemu-img", "firmware": "edk2-ovmf"},
    ),
    # qemu-tools holds qemu-img, or draws it in where that is a package of its own.
    "suse": (
        ZYPPER,
        {"system": "qemu-x86", "image_tool": "qemu-tools", "firmware": "qemu-ovmf-x86_64"},
    ),
    "arch": (
        PACMAN,
        {"system": "qemu-system-x86", "image_tool": "qemu-img", "firmware": "edk2-ovmf"},
    ),
}
_KIND = "-package"


def describe(facts: Facts, config: EdgeCluster) -> FixPlan | None:
    """The packages that are missing; None for a distribution whose packages are not known."""
    wanted = _wanted(facts)
    if wanted is None:
        return None
    manager, packages = wanted
    changes = [
        f"Install from your distribution: {', '.join(packages)}, and the packages that these need."
    ]
    if manager.refresh:
        changes.append("Bring the list of packages up to date first, where it is too old.")
    return FixPlan(tuple(changes), (*manager.refreshing(), manager.installing(packages)))


def _wanted(facts: Facts) -> tuple[PackageManager, tuple[str, ...]] | None:
    family = _family(facts.get(SYSTEM))
    if family is None:
        return None
    manager, names = _FAMILIES[family]
    qemu = facts.get(QEMU)
    there = {
        "system": bool(qemu.system),
        "image_tool": bool(qemu.image_tool),
        "firmware": facts.get(FIRMWARE) is not None,
    }
    packages = tuple(name for part, name in names.items() if not there[part])
    return (manager, packages) if packages else None


def _family(system: System) -> str | None:
    if system.image:
        return None
    if system.id == "fedora":
        return "fedora"
    # Red Hat's are "like" Fedora, and still have another QEMU.
    made_from = (system.id.partition("-")[0].replace("opensuse", "suse"), *system.like)
    return next((name for name in ("debian", "suse", "arch") if name in made_from), None)


async def apply(ctx: FixContext, facts: Facts, config: EdgeCluster) -> None:
    """Install what is missing; once more with new lists when the first try fails."""
    wanted = _wanted(facts)
    if wanted is None:
        return
    manager, packages = wanted
    try:
        await _install(ctx, manager, packages)
    except CommandFailed:
        if not manager.refresh:
            raise
        ctx.report("Bringing the list of packages up to date.")
        for command in manager.refreshing():
            await ctx.run(command)
        await _install(ctx, manager, packages)


async def _install(ctx: FixContext, manager: PackageManager, packages: tuple[str, ...]) -> None:
    new = await manager.new_packages(ctx.pc, packages)
    for name in new:
        ctx.own(manager.name + _KIND, name)
    ctx.report(f"Installing {', '.join(packages)}. This can take some minutes.")
    try:
        await ctx.run(manager.installing(packages))
    except CommandFailed:
        # Somebody else may install later what we could not.
        there = await manager.installed(ctx.pc, new)
        for name in new:
            if name not in there:
                ctx.forget(manager.name + _KIND, name)
        raise


def describe_undo(owned: Sequence[Owned]) -> FixPlan:
    """The packages that were not there before."""
    groups = _by_manager(owned)
    return FixPlan(
        tuple(f"Remove the packages {', '.join(names)}." for names in groups.values()),
        tuple(MANAGERS[name].removing(names) for name, names in groups.items()),
    )


async def undo(ctx: FixContext, owned: Sequence[Owned]) -> None:
    """Remove those that are still there; refused when something else needs them by now."""
    for name, packages in _by_manager(owned).items():
        manager = MANAGERS[name]
        there = await manager.installed(ctx.pc, packages)
        if there:
            await ctx.run(manager.removing([p for p in packages if p in there]))


def _by_manager(owned: Sequence[Owned]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for thing in owned:
        groups.setdefault(thing.kind.removesuffix(_KIND), []).append(thing.ident)
    return groups


FIX = Fix(
    id="install-qemu",
    title="Install QEMU",
    describe=describe,
    apply=apply,
    describe_undo=describe_undo,
    undo=undo,
)
