"""Puts together what steps work with, from the world, the config and the journal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from installer.bundle.bundle import Bundle, open_bundle
from installer.config.model import EdgeCluster
from installer.distributions.base import Distribution
from installer.engine.journal import Journal
from installer.engine.world import World
from installer.errors import BundleInvalid, NotEligible
from installer.facts.accelerator import FACT as ACCELERATOR
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
    """Settle what the whole installation stands on; raises BundleInvalid for another version."""
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
    )


def build_context(
    world: World,
    config: EdgeCluster,
    environment: Environment,
    paths: ClusterPaths,
    journal: Journal,
    *,
    checkpoint: Callable[[], None],
    notice: Callable[[str], None],
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
        open_bundle=lambda: open_bundle(Path(environment.bundle)),
        cluster_api=world.cluster_api,
        is_done=journal.is_done,
        checkpoint=checkpoint,
        notice=notice,
        record_own=own,
        report_progress=_nobody_listens,
    )


def _nobody_listens(step: str, text: str, fraction: float | None) -> None:
    """Progress of something that runs outside a plan."""
