"""Reads how a deployment starts: Init of a new cluster or Join to an old one; and the consent."""

from __future__ import annotations

from ipaddress import IPv4Address

from installer.importer.frame import Frame
from installer.importer.limits import CLUSTER_NETWORKS, MAX_SERVICE_ADDRESSES
from installer.importer.scalars import address, flag, is_placeholder, text, whole
from installer.importer.section import Section, Values


def read_start(root: Section, values: Values, frame: Frame) -> None:
    """Read Init or Join, whichever the deployment uses."""
    join, init = root.group("Join"), root.group("Init")
    if not frame.joining:
        _read_init(init, values, frame)
        init.report_rest()
        return
    if root.states("Init"):
        why = "has no effect when nodes are added to a cluster; not imported"
        root.findings.info(root.place("Init"), why)
    _read_join(join, values, frame)
    join.report_rest()


def read_user(user: Section, values: Values) -> None:
    """Read what the user agreed to; whether the machine is offline must be known by now."""
    place = user.place("AcceptEula")
    accepted = user.read("AcceptEula", values, "eula", flag)
    values.put("eula", accepted, place)
    if not user.states("AcceptEula"):
        user.findings.error(place, "missing: the licence terms must be accepted", theirs=True)
    elif accepted is False:
        why = "false: the licence terms must be accepted before a deployment"
        user.findings.error(place, why, theirs=True)
    telemetry = user.read("AcceptOptionalTelemetry", values, "telemetry", flag)
    if telemetry and values.get("network.offline"):
        why = "true, but the machine is offline: nothing can be sent"
        user.findings.info(user.place("AcceptOptionalTelemetry"), why)
    user.read("AcceptGpuWarning", values, "gpu_warning_accepted", flag)
    licence = user.group("VolumeLicense")
    licence.read("EnrollmentID", values, "licence.enrollment", text)
    licence.read("PartNumber", values, "licence.part", text)
    licence.report_rest()
    user.report_rest()


def _read_join(join: Section, values: Values, frame: Frame) -> None:
    warning = "a secret; it is valid for 24 hours and only until the next one is made"
    if not join.read_secret("ClusterJoinToken", values, "join.token_present", warning):
        why = "missing: without its token no node can join the cluster"
        join.findings.error(join.place("ClusterJoinToken"), why)
    member = join.find("DiscoveryTokenHash")
    there = member is not None and join.states("DiscoveryTokenHash")
    if member is not None:
        there = there and not is_placeholder(member.value)
        values.put("join.discovery_hash_present", there, member.place)
    if not there and frame.distribution == "k8s":
        why = "missing; a node of K8s needs it to trust the cluster"
        join.findings.warning(join.place("DiscoveryTokenHash"), why)
    warning = "a secret: with it a machine can become a control plane of the cluster"
    join.read_secret("CertificateKey", values, "join.certificate_key_present", warning)
    join.read("ClusterId", values, "join.cluster_id", text)


def _read_init(init: Section, values: Values, frame: Frame) -> None:
    size = init.read("ServiceIPRangeSize", values, "services.size", whole)
    # A range of the preview has a start and an end; its size may say 0.
    if size == 0 and not frame.preview:
        why = "0 means no LoadBalancer addresses: services are reached by node ports only"
        init.findings.warning(init.place("ServiceIPRangeSize"), why)
    if size is not None:
        holds = 0 <= size <= MAX_SERVICE_ADDRESSES
        why = f"{size} is not between 0 and {MAX_SERVICE_ADDRESSES}"
        init.demand("ServiceIPRangeSize", why, holds=holds, theirs=True)
    if frame.single:
        _drop_range_start(init, frame)
    else:
        needed = "missing: with a number of addresses the first one must be given" if size else ""
        init.read("ServiceIPRangeStart", values, "services.start", address, needed=needed)
    kms = init.group("KmsPlugin")
    if kms.read("Enable", values, "kms", flag) and not frame.single:
        why = "secret encryption by the KMS plug-in works on a single node only"
        kms.findings.error(kms.place("Enable"), why, theirs=True)
    kms.report_rest()


def _drop_range_start(init: Section, frame: Frame) -> None:
    """A single machine makes its own range; a start in the cluster's own networks is a mistake."""
    start = init.read("ServiceIPRangeStart", Values(), "dropped", address)
    if start is None:
        return
    place = init.place("ServiceIPRangeStart")
    for kind, network in CLUSTER_NETWORKS.get(frame.distribution or "", {}).items():
        if IPv4Address(start) in network:
            why = (
                f"{start} lies in the cluster's own {kind} network {network}; this range is for "
                "LoadBalancer addresses in the network of the node. It is dropped"
            )
            init.findings.warning(place, why)
            return
    init.findings.info(place, "a single machine makes its own range; the start has no effect")
