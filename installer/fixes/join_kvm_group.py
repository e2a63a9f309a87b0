"""Makes the user a member of the group that may use hardware virtualisation."""

from __future__ import annotations

from collections.abc import Sequence

from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.groups import FACT as GROUPS
from installer.facts.kvm import FACT as KVM
from installer.fixes.base import Fix, FixPlan
from installer.fixes.context import FixContext
from installer.host.base import Command
from installer.steps.context import Owned

# The only one that is joined without a thought: another group may be allowed far more than KVM.
_GROUP = "kvm"


def describe(facts: Facts, config: EdgeCluster) -> FixPlan | None:
    """The membership; None when the user has it already, or the device belongs to others."""
    kvm, groups = facts.get(KVM), facts.get(GROUPS)
    if not kvm.device or kvm.group != _GROUP or not groups.user or _GROUP in groups.registered:
        return None
    return FixPlan(
        (
            f"Make the user {groups.user} a member of the group {_GROUP}.",
            "It takes effect when that user has logged out and in again.",
        ),
        (_gpasswd("--add", groups.user),),
    )


async def apply(ctx: FixContext, facts: Facts, config: EdgeCluster) -> None:
    """Add the user."""
    user = facts.get(GROUPS).user
    ctx.own("member", user)
    await ctx.run(_gpasswd("--add", user))


def describe_undo(owned: Sequence[Owned]) -> FixPlan:
    """The membership that we gave."""
    return FixPlan(
        tuple(f"Take the user {thing.ident} out of the group {_GROUP}." for thing in owned),
        tuple(_gpasswd("--delete", thing.ident) for thing in owned),
    )


async def undo(ctx: FixContext, owned: Sequence[Owned]) -> None:
    """Take the user out, if it is still in."""
    for thing in owned:
        question = Command(argv=("id", "-Gn", "--", thing.ident), purpose="Asking for groups")
        groups = (await ctx.pc.run(question, timeout=20)).stdout.split()
        if _GROUP in groups:
            await ctx.run(_gpasswd("--delete", thing.ident))


def _gpasswd(option: str, user: str) -> Command:
    # Unlike usermod it also knows users of a directory service (LDAP).
    purpose = f"Changing the members of the group {_GROUP}"
    return Command(argv=("gpasswd", option, user, _GROUP), purpose=purpose)


FIX = Fix(
    id="join-kvm-group",
    title="Let you use hardware virtualisation",
    describe=describe,
    apply=apply,
    describe_undo=describe_undo,
    undo=undo,
    needs_relogin=True,
)
