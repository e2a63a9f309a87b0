"""Validating webhooks: programs that are asked before a change is let in."""

from __future__ import annotations

from installer.cluster.hooks import COLUMNS, HookConfiguration, hook_row
from installer.cluster.rows import Kind

KIND = Kind(
    name="validatingwebhooks",
    word="ValidatingWebhookConfiguration",
    api="/apis/admissionregistration.k8s.io/v1",
    resource="validatingwebhookconfigurations",
    namespaced=False,
    aliases=("validatingwebhookconfigurations",),
    columns=COLUMNS,
    shape=HookConfiguration,
    row=hook_row,
)
