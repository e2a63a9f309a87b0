"""The numbers of AKS Edge Essentials by which a deployment is judged.

From Microsoft's pages on the deployment file, system requirements and networking, and from the
drawing of the schema in Azure/AKS-Edge (tools/modules/AksEdgeDeploy/aksedge-dc.puml).
"""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import IPv4Network
from types import MappingProxyType

# The schema versions of files that were published; the last one is of 2025.
NEWEST_SCHEMA = (1, 16)
# From release 1.11 on, whose schemas these are, a deployment without Arc is refused.
FIRST_SCHEMA_WITH_ARC = (1, 15)

MAX_CPUS = 16
MIN_CPUS = 2
MIN_MEMORY_MB = 2048
USUAL_DISK_GB = 10
MAX_LOG_GB = 10
MAX_MACHINES = 15
MAX_SERVICE_ADDRESSES = 127
MAX_PREFIX = 31
# .0 is the network, .1 the PC, .2 the Linux node, .3 the Windows node, the last one broadcast.
RESERVED_OF_SUBNET = 5
HUGE_PAGE_KIB = (2048, 1048576)

# Networks of pods and services, which cannot be changed there.
CLUSTER_NETWORKS: Mapping[str, Mapping[str, IPv4Network]] = MappingProxyType(
    {
        "k3s": {"pod": IPv4Network("10.42.0.0/16"), "service": IPv4Network("10.43.0.0/16")},
        "k8s": {"pod": IPv4Network("10.244.0.0/16"), "service": IPv4Network("10.96.0.0/12")},
    }
)
PRODUCT_NAMES: Mapping[str, str] = MappingProxyType({"k3s": "K3s", "k8s": "K8s"})
# The plug-in tells the distribution: each works with one only.
DISTRIBUTION_OF_PLUGIN: Mapping[str, str] = MappingProxyType({"flannel": "k3s", "calico": "k8s"})
