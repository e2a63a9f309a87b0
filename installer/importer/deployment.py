"""Reads a deployment: what a cluster shall be, in the released form or the preview's."""

from __future__ import annotations

from installer.importer.addresses import judge_addresses
from installer.importer.cloud import judge_arc, read_arc
from installer.importer.findings import Findings
from installer.importer.frame import read_frame
from installer.importer.machines import read_machines
from installer.importer.network import read_network
from installer.importer.preview import first_mark, is_preview, upgrade
from installer.importer.section import Section, Values
from installer.importer.start import read_start, read_user
from installer.importer.tolerant_json import Member

# The groups that only a deployment has; one of them tells it from any other JSON file.
DEPLOYMENT_NAMES = (
    "DeploymentType",
    "Init",
    "Join",
    "Arc",
    "Network",
    "User",
    "Machines",
    "LinuxVm",
    "WindowsVm",
    "EndUser",
    "DeployOptions",
)


def read_deployment(
    document: Member, values: Values, findings: Findings, *, product: str | None = None
) -> None:
    """Read a whole deployment; `product` is a distribution that is known from elsewhere."""
    members = document.value if isinstance(document.value, dict) else {}
    root = Section(document.place, members, findings)
    preview, mark = is_preview(members), first_mark(root)
    if preview:
        root = upgrade(root)
    root.ignore("Version")
    frame = read_frame(root, values, product=product, preview=preview)
    read_start(root, values, frame)
    read_network(root.group("Network"), values, single=frame.single)
    read_user(root.group("User"), values)
    nodes = read_machines(root, values, single=frame.single, joining=frame.joining)
    arc = Values()
    read_arc(root.group("Arc"), arc)
    judge_arc(root, arc, values, frame.schema)
    values.merge(arc)
    judge_addresses(values, nodes, findings, frame)
    if root.find("AioDeploy"):
        why = "known from one sample only and taken out of it again; it has no effect here"
        findings.info(root.place("AioDeploy"), why)
    if findings.lost and product is None:
        # What is only concluded cannot be trusted when a part of the file is gone.
        values["distribution"] = None
    root.report_rest()
    if preview and not findings.told_preview:
        why = "the format of the public preview (LinuxVm, EndUser, DeployOptions); it was converted"
        findings.info(mark, why)
