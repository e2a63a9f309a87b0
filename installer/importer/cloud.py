"""Reads the account settings of Azure: the group Arc of a deployment, Azure of a user file."""

from __future__ import annotations

from installer.importer.limits import FIRST_SCHEMA_WITH_ARC
from installer.importer.scalars import flag, guid, is_empty, is_placeholder, link, text
from installer.importer.section import Section, Values

_CLEAR_TEXT = (
    "a password in clear text; it never stands in a cluster file. Take it out of this file when "
    "the import is done"
)
_ARC_NAMES = (
    "ClusterName",
    "Location",
    "ResourceGroupName",
    "SubscriptionId",
    "TenantId",
    "ClientId",
    "ClientSecret",
)


def read_arc(arc: Section, values: Values) -> None:
    """Read the group Arc of a deployment."""
    _read_account(arc, values)
    arc.read("ClientId", values, "arc.client_id", guid)
    arc.read_secret("ClientSecret", values, "arc.secret_present", _CLEAR_TEXT)
    arc.read("CustomLocationsOid", values, "arc.custom_locations_oid", guid)
    arc.report_rest()


def read_azure(azure: Section, values: Values) -> None:
    """Read the group Azure of a user file."""
    _read_account(azure, values)
    azure.read("SubscriptionName", values, "arc.subscription_name", text)
    azure.read("ServicePrincipalName", values, "arc.service_principal", text)
    azure.read("CustomLocationOID", values, "arc.custom_locations_oid", guid)
    azure.read("EnableKeyManagement", values, "key_management", flag)
    azure.read("GatewayResourceId", values, "arc.gateway", link)
    azure.read("ConnectedMachineName", values, "arc.machine_name", text)
    azure.read("Connect", values, "arc.connect", flag)
    auth = azure.group("Auth")
    auth.read("ServicePrincipalId", values, "arc.client_id", guid)
    if auth.states("spId"):
        auth.read("spId", values, "arc.client_id", guid)
        auth.findings.info(auth.place("spId"), "the old name of ServicePrincipalId")
    auth.read_secret("Password", values, "arc.secret_present", _CLEAR_TEXT)
    auth.report_rest()
    azure.report_rest()


def judge_arc(root: Section, arc: Values, values: Values, schema: tuple[int, ...]) -> None:
    """Say what a deployment lacks for a connection with Arc; `arc` is what its group states."""
    group = root.group("Arc")
    members = [group.find(name) for name in _ARC_NAMES]
    given = [member for member in members if member is not None]
    written = [member for member in given if not is_empty(member.value)]
    filled = [member for member in written if not is_placeholder(member.value)]
    licensed = values.get("network.offline") or values.get("licence.enrollment")
    if given and not written and not licensed and schema >= FIRST_SCHEMA_WITH_ARC:
        why = (
            "all fields are empty; releases from 1.11 on refuse to deploy without Arc, unless the "
            "machine is offline or has a volume licence"
        )
        root.findings.warning(root.place("Arc"), why)
    elif filled and len(filled) < len(_ARC_NAMES):
        missing = [name for name in _ARC_NAMES if group.find(name) not in filled]
        why = f"not complete, no connection can be made with it: {', '.join(missing)} missing"
        root.findings.warning(root.place("Arc"), why)


def _read_account(group: Section, values: Values) -> None:
    group.read("ClusterName", values, "arc.cluster_name", text)
    group.read("Location", values, "arc.location", text)
    group.read("ResourceGroupName", values, "arc.resource_group", text)
    group.read("SubscriptionId", values, "arc.subscription_id", guid)
    group.read("TenantId", values, "arc.tenant_id", guid)
    group.read("EnableWorkloadIdentity", values, "workload_identity", flag)
