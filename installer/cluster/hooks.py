"""What both kinds of admission webhooks have in common."""

from __future__ import annotations

import msgspec

from installer.cluster.ages import moment
from installer.cluster.around import Around
from installer.cluster.cells import Since
from installer.cluster.objects import Meta, Part, made
from installer.cluster.phrases import Phrase, say
from installer.cluster.rows import Column, Row

_NOTHING = (False, Phrase("It asks nobody."))


class Target(Part, frozen=True):
    """How a webhook is called."""

    ca_bundle: str | None = None


class Hook(Part, frozen=True):
    """A webhook."""

    name: str = ""
    client_config: Target | None = None
    failure_policy: str | None = None


class HookConfiguration(Part, frozen=True):
    """A configuration with its webhooks."""

    metadata: Meta
    webhooks: list[Hook] | None = None


class HookFacts(msgspec.Struct, frozen=True):
    """Name and CA bundle (base64 of PEM) of each webhook that has one."""

    bundles: tuple[tuple[str, str], ...]


COLUMNS = (Column("NAME"), Column("WEBHOOKS", right=True), Column("AGE"))


def hook_row(found: HookConfiguration, around: Around) -> Row:
    """The row of a configuration."""
    del around
    hooks = found.webhooks or []
    cells = (
        found.metadata.name,
        len(hooks),
        Since(moment(found.metadata.creation_timestamp)),
    )
    bundles = tuple(
        (hook.name, hook.client_config.ca_bundle)
        for hook in hooks
        if hook.client_config is not None and hook.client_config.ca_bundle
    )
    strict = sum(1 for hook in hooks if hook.failure_policy != "Ignore")
    words = "Asked before changes; {count} of {all} stop a change when they do not answer."
    judged = (False, say(words, count=strict, all=len(hooks))) if hooks else _NOTHING
    return made(found.metadata, cells, judged, HookFacts(bundles))
