"""Mutating webhooks: programs that are asked before a change and may alter it."""

from __future__ import annotations

from installer.cluster.hooks import COLUMNS, HookConfiguration, hook_row
from installer.cluster.rows import Kind

KIND = Kind(
    name="mutatingwebhooks",
    word="MutatingWebhookConfiguration",
    api="/apis/admissionregistration.k8s.io/v1",
    resource="mutatingwebhookconfigurations",
    namespaced=False,
    aliases=("mutatingwebhookconfigurations",),
    columns=COLUMNS,
    shape=HookConfiguration,
    row=hook_row,
)
