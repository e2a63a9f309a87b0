"""Builds the seed disk: what the node reads at its first boot, and never again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from installer.config.model import Spec
from installer.config.outside_places import outside_places
from installer.hypervisors.base import Medium, VmSpec
from installer.images.seed import SeedSpec, seed_documents, write_seed
from installer.images.seed_network import LanCard, OutsideCard
from installer.steps.base import NodeStep, Probe
from installer.steps.context import NODE_USER, Owned, StepContext


@dataclass(frozen=True)
class AttachSeed(NodeStep):
    """Build and attach the seed disk of a node."""

    kind: ClassVar[str] = "attach-seed"
    owns: ClassVar[bool] = True

    @property
    def title(self) -> str:
        return f"Prepare the first start of {self.node.name}"

    def describe(self) -> str:
        return "builds a small disk with the node's name, network and keys; erased after the start"

    async def probe(self, ctx: StepContext) -> Probe:
        """Done for good once it was done: the disk is taken away when it has served."""
        return Probe.DONE if ctx.is_done(ctx.step) else Probe.TODO

    async def apply(self, ctx: StepContext) -> None:
        target = ctx.paths.staged(self.node.name, Medium.SEED)
        ctx.own("seed disk", str(target))
        write_seed(target, seed_documents(self._spec(ctx)))
        await ctx.hypervisor.attach(ctx.vm(self.node), Medium.SEED, target)

    async def undo(self, ctx: StepContext, owned: Owned) -> None:
        ctx.paths.staged(self.node.name, Medium.SEED).unlink(missing_ok=True)

    def _spec(self, ctx: StepContext) -> SeedSpec:
        spec = ctx.config.spec
        network = spec.network
        # Each node has a network of its own with this PC, so all have the same address in it.
        address = network.node_address(0)
        vm, lan = ctx.vm(self.node), spec.peer_address(self.node)
        keys = ctx.paths.keys
        return SeedSpec(
            instance_id=f"{ctx.environment.owner}-{self.node.name}",
            hostname=self.node.name,
            user=NODE_USER,
            authorized_key=(keys / "client.pub").read_text().strip(),
            host_key_private=(keys / self.node.name).read_text(),
            host_key_public=(keys / f"{self.node.name}.pub").read_text().strip(),
            mac=vm.mac,
            address=f"{address}/{network.subnet.prefixlen}",
            gateway=str(network.gateway),
            name_servers=tuple(str(server) for server in network.dns or (network.name_server,)),
            proxy=network.proxy,
            time_zone=spec.time_zone,
            time_servers=spec.time_servers,
            certificates=spec.registries.certificate_authority or "",
            lan=LanCard(vm.lan.mac, f"{lan}/{network.lan.prefixlen}")
            if vm.lan and network.lan
            else None,
            outside=tuple(self._outside(spec, vm)),
        )

    def _outside(self, spec: Spec, vm: VmSpec) -> Iterator[OutsideCard]:
        for place, card in zip(outside_places(spec, self.node), vm.cards, strict=True):
            yield OutsideCard(
                name=card.name,
                mac=card.mac,
                address=place.interface,
                mtu=card.mtu,
                gateway=str(place.network.gateway or ""),
                way_out=place.is_external,
            )


STEP = AttachSeed
