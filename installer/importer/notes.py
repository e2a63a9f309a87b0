"""Says in plain words what becomes of each value that a cluster file has no place for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType

from installer.config.outline import shown
from installer.importer.section import Values

# The place in Azure, which a cluster file takes over when all of it is there: our name and theirs.
ARC_KEYS: Mapping[str, str] = MappingProxyType(
    {
        "arc.subscription_id": "subscription",
        "arc.tenant_id": "tenant",
        "arc.resource_group": "resourceGroup",
        "arc.location": "region",
        "arc.cluster_name": "clusterName",
    }
)
KEPT, CHANGED, WITHOUT = "kept", "changed", "no counterpart in this version"

# Values that the cluster file takes over, or that only say how to read the others.
TRANSLATED = frozenset(
    {
        *("schema_version", "deployment_type", "role", "distribution", "config_file"),
        *("network.plugin", "network.subnet", "network.dns", "network.offline"),
        *("network.proxy.http", "network.proxy.https", "network.proxy.no"),
        *("nodes", "os", "cpu", "memory_mb", "disk_gb", "mac", "control_plane"),
        *("kms", "eula", "telemetry"),
        *("arc.secret_present", "join.token_present", "join.certificate_key_present"),
    }
)

# What each other value is called.
_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "services.size": "number of LoadBalancer addresses",
        "services.start": "first LoadBalancer address",
        "network.vip": "address of the control plane",
        "network.gateway": "gateway of your network",
        "network.prefix_length": "prefix length of your network",
        "network.adapter": "external switch on the adapter",
        "network.mtu": "MTU of the network",
        "network.switch": "external switch",
        "network.switch_adapter": "adapter of the external switch",
        "network.skip_address_check": "skipping the test of free addresses",
        "network.skip_dns_check": "skipping the test of name servers",
        "arc.cluster_name": "Arc cluster name",
        "arc.location": "Arc region",
        "arc.resource_group": "Arc resource group",
        "arc.subscription_id": "Azure subscription",
        "arc.subscription_name": "name of the Azure subscription",
        "arc.tenant_id": "Azure tenant",
        "arc.client_id": "Azure account (service principal)",
        "arc.service_principal": "name of the Azure account",
        "arc.custom_locations_oid": "Azure custom locations object",
        "arc.gateway": "Arc gateway",
        "arc.machine_name": "Arc name of the PC",
        "arc.machine_id": "Arc resource of the PC",
        "arc.connect": "connecting with Azure",
        "workload_identity": "workload identity",
        "key_management": "Azure key management",
        "join.cluster_id": "cluster to join",
        "join.discovery_hash_present": "hash that proves the cluster to join",
        "product_url": "address of the old product's installer",
        "install.path": "folder of the old product",
        "install.vhdx_path": "folder of the old product's disks",
        "licence.enrollment": "volume licence enrolment",
        "licence.part": "volume licence part",
        "gpu_warning_accepted": "consent to the warning about graphics cards",
    }
)
_NODE_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "ip": "fixed address",
        "mtu": "MTU",
        "adapter": "external switch on the adapter",
        "log_gb": "size of the log partition in GB",
        "timeout_s": "time limit for the start in seconds",
        "tpm": "access to the security chip (TPM)",
        "gpu": "graphics card",
        "huge_pages": "huge pages of memory",
        "secondary_networks": "further networks",
    }
)
KNOWN = TRANSLATED | _LABELS.keys() | _NODE_LABELS.keys()

# The secrets that a file may hold, and what each is called.
SECRETS: Mapping[str, str] = MappingProxyType(
    {
        "arc.secret_present": "the password of the Azure account",
        "join.token_present": "the token to join the cluster",
        "join.certificate_key_present": "the certificate key to join the cluster",
    }
)


def secret_note(key: str) -> str:
    """What is said of a secret that nobody stores."""
    return (
        f"{CHANGED}: {SECRETS[key]} was found and left out; it is stored nowhere and has to be "
        "entered again where it is needed"
    )


def notes_without_place(values: Values, kept: Collection[str]) -> Iterator[str]:
    """One sentence for each value that the cluster file does not hold; unset ones need none.

    `kept` are those that it happens to hold.
    """
    for key, label in _LABELS.items():
        if values.get(key) and key not in kept:
            yield f"{WITHOUT}: {label}{_value(values[key])}"
    if values.get("services.size") and "services.size" not in kept:
        yield f"{CHANGED}: services are reached by ports of this PC; list them in network.ports"
    yield from (secret_note(key) for key in SECRETS if values.get(key))
    if "eula" in values or "telemetry" in values:
        yield (
            f"{WITHOUT}: consent to the old product's licence terms and telemetry; this program "
            "sends nothing"
        )


def notes_on_node(node: Values, kept: Collection[str]) -> Iterator[str]:
    """The same for the values of one node."""
    for key, label in _NODE_LABELS.items():
        if node.get(key) and key not in kept:
            yield f"{WITHOUT}: {node['os'].title()} node, {label}{_value(node[key])}"


def _value(value: object) -> str:
    if value is True:
        return ""
    if isinstance(value, list):
        return ": " + "; ".join(_value(entry).removeprefix(": ") for entry in value)
    if isinstance(value, dict):
        return ": " + ", ".join(f"{key} {shown(str(v))}" for key, v in value.items() if v)
    return f" {shown(str(value))}"
