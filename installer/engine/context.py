"""Puts together what steps work with, from the world, the config and the journal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from installer.adapter_kind import AdapterKind
from installer.addons.base import must_not_lack, wanted_add_ons
from installer.bundle.bundle import Bundle, open_bundle
from installer.bundle.trust import trusted_keys
from installer.config.model import EdgeCluster
from installer.config.outside_rules import outside_networks
from installer.distributions.base import Distribution, JoinTicket
from installer.engine.journal import Journal
from installer.engine.secrets import secret_lookup
from installer.engine.world import World
from installer.errors import BundleInvalid, NotEligible
from installer.facts.accelerator import FACT as ACCELERATOR
from installer.facts.adapters import FACT as ADAPTERS
from installer.facts.base import Facts
from installer.facts.firmware import FACT as FIRMWARE
from installer.registry import discover
from installer.steps.context import ClusterPaths, Environment, Owned, StepContext


def distribution_named(name: str) -> Distribution:
    """The distribution of this name; the config admits only names that exist."""
    found: dict[str, Distribution] = {
        distribution.name: distribution
        for distribution in discover("installer.distributions", "DISTRIBUTION")
    }
    return found[name]


def judge_environment(
    facts: Facts, config: EdgeCluster, bundle: Bundle, *, owner: str
) -> Environment:
    """Settle what the whole installation stands on; raises BundleInvalid for an unfit bundle."""
    manifest = bundle.manifest
    if config.spec.version not in (None, manifest.kubernetes_version):
        raise BundleInvalid(
            f"The bundle holds Kubernetes {manifest.kubernetes_version}, "
            f"but the config asks for {config.spec.version}.",
            details=str(bundle.root),
            resolution="Use a bundle of that version, or take the version out of the config.",
        )
    if manifest.distribution != config.spec.distribution:
        raise BundleInvalid(
            f"The bundle is for {manifest.distribution}, the config asks for "
            f"{config.spec.distribution}.",
            details=str(bundle.root),
        )
    must_not_lack(wanted_add_ons(config), bundle.image_names)
    accelerator, firmware = facts.get(ACCELERATOR), facts.get(FIRMWARE)
    if accelerator.kind is None or firmware is None:
        raise NotEligible("This PC cannot run a virtual machine.", details=accelerator.reason)
    return Environment(
        owner=owner,
        accelerator=accelerator.kind,
        firmware_code=firmware.code,
        firmware_variables=firmware.variables,
        kubernetes_version=manifest.kubernetes_version,
        images=bundle.image_names,
        bundle=str(bundle.root.resolve()),
        adapters=_adapters(facts, config),
    )


def _adapters(facts: Facts, config: EdgeCluster) -> dict[str, AdapterKind]:
    """Of what kind the adapters of the file are; raises NotEligible when one cannot be used."""
    wanted = {entry.adapter for _, entry in outside_networks(config.spec.network)}
    if not wanted:
        return {}
    kinds = {adapter.name: adapter.kind for adapter in facts.get(ADAPTERS).entries}
    found = {name: kind for name in sorted(wanted) if (kind := kinds.get(name)) is not None}
    if missing := wanted - found.keys():
        raise NotEligible(
            "This PC has no such adapter for nodes.", details=", ".join(sorted(missing))
        )
    return found


def build_context(
    world: World,
    config: EdgeCluster,
    environment: Environment,
    paths: ClusterPaths,
    journal: Journal,
    *,
    checkpoint: Callable[[], None],
    notice: Callable[[str], None],
    ticket: JoinTicket | None = None,
) -> StepContext:
    """The context of a run; a runner replaces what belongs to its steps."""

    def own(owned: Owned) -> None:
        journal.append("own", step=owned.step, what=owned.kind, ident=owned.ident)

    return StepContext(
        config=config,
        environment=environment,
        paths=paths,
        clock=world.clock,
        pc=world.pc,
        hypervisor=world.hypervisor(paths.vms, environment),
        distribution=distribution_named(config.spec.distribution),
        door=world.door,
        open_bundle=lambda: open_bundle(
            Path(environment.bundle), trusted_keys(paths.folder.parent)
        ),
        cluster_api=world.cluster_api,
        is_done=journal.is_done,
        checkpoint=checkpoint,
        notice=notice,
        secret=secret_lookup(paths.folder.parent, world.keyring),
        record_own=own,
        report_progress=_nobody_listens,
        ticket=ticket,
    )


def _nobody_listens(step: str, text: str, fraction: float | None) -> None:
    """Progress of something that runs outside a plan."""
