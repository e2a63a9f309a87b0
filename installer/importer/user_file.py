"""Reads `aide-userconfig.json`: account and product around a deployment, embedded or beside it."""

from __future__ import annotations

import re
from collections.abc import Callable

from installer.config.outline import shown
from installer.importer.cloud import read_azure
from installer.importer.deployment import DEPLOYMENT_NAMES, read_deployment
from installer.importer.findings import Findings
from installer.importer.frame import distribution_in
from installer.importer.limits import PRODUCT_NAMES
from installer.importer.preview import is_preview
from installer.importer.scalars import link, text
from installer.importer.section import Section, Values
from installer.importer.tolerant_json import Member

# The names that only a user file has.
USER_FILE_NAMES = (
    "AksEdgeProduct",
    "AksEdgeProductUrl",
    "Azure",
    "InstallOptions",
    "VSwitch",
    "AksEdgeConfigFile",
    "AksEdgeConfig",
)
_VERSION = re.compile(r"[0-9]{1,4}\.[0-9]{1,4}")
_OLD_PRODUCT = "azure kubernetes service edge essentials"

# Gives the deployment of the second file, told by its name, or None when there is no such file.
SecondFile = Callable[[str, Findings], Member | None]


def read_user_file(
    document: Member, values: Values, findings: Findings, second: SecondFile
) -> bool:
    """Read it; returns whether it describes a cluster at all."""
    members = document.value if isinstance(document.value, dict) else {}
    own = {name.lower() for name in USER_FILE_NAMES}
    whole = is_preview(members)
    outer = {name: m for name, m in members.items() if not whole or name.lower() in own}
    root = Section(document.place, outer, findings)
    if not any(root.states(name) for name in _CLUSTER_NAMES) and not whole:
        why = "missing: the file holds account settings only and describes no cluster"
        findings.error(root.place("AksEdgeProduct"), why)
        return False
    product = _read_product(root, values)
    azure = Values()
    read_azure(root.group("Azure"), azure)
    values.merge(azure)
    _read_options(root, values)
    if whole:
        rest = {name: m for name, m in members.items() if name.lower() not in own}
        _read_inner(Member(document.place, rest), values, findings, product)
    else:
        root.ignore("Version")
        _read_schema(root)
        _read_config(root, values, product, second)
        for name in DEPLOYMENT_NAMES:
            if root.find(name) is not None:
                why = "has no place in this file, it belongs into AksEdgeConfig; not imported"
                findings.warning(root.place(name), why)
    root.report_rest()
    return True


_CLUSTER_NAMES = ("AksEdgeProduct", "AksEdgeConfig", "AksEdgeConfigFile")


def _read_product(root: Section, values: Values) -> str | None:
    name = root.read("AksEdgeProduct", Values(), "product", text)
    product = distribution_in(name)
    place = root.place("AksEdgeProduct")
    if not root.states("AksEdgeProduct"):
        root.findings.warning(place, "missing, so that the file does not name its product")
    elif name is not None and product is None:
        root.findings.error(place, "the name speaks neither of K3s nor of K8s", theirs=True)
    elif str(name).lower().startswith(_OLD_PRODUCT):
        meaning = PRODUCT_NAMES.get(product or "", "no product known here")
        why = f"a long product name of the preview; it means {meaning}"
        root.findings.info(place, why)
        root.findings.told_preview = True
    values.put("distribution", product, place)
    root.read("AksEdgeProductUrl", values, "product_url", link)
    return product


def _read_options(root: Section, values: Values) -> None:
    options, switch = root.group("InstallOptions"), root.group("VSwitch")
    options.read("InstallPath", values, "install.path", text)
    options.read("VhdxPath", values, "install.vhdx_path", text)
    switch.read("Name", values, "network.switch", text)
    switch.read("AdapterName", values, "network.switch_adapter", text)
    switch.ignore("Type")
    options.report_rest()
    switch.report_rest()


def _read_schema(root: Section) -> None:
    version = root.read("SchemaVersion", Values(), "schema", text)
    if version is not None and _VERSION.fullmatch(version) is None:
        why = "this is the version of a script, not that of the format"
        root.findings.warning(root.place("SchemaVersion"), why)


def _read_config(root: Section, values: Values, product: str | None, second: SecondFile) -> None:
    """The embedded deployment wins over the file that is named."""
    member, findings = root.find("AksEdgeConfig"), root.findings
    embedded = root.states("AksEdgeConfig")
    if member is not None and not embedded:
        why = "empty: counts as not embedded, the file that is named is used"
        findings.warning(member.place, why)
    if embedded:
        if root.states("AksEdgeConfigFile"):
            why = "ignored, because AksEdgeConfig is embedded"
            findings.info(root.place("AksEdgeConfigFile"), why)
        if group := root.group_or_none("AksEdgeConfig"):
            _read_inner(Member(group.at, dict(group.members)), values, findings, product)
        return
    name = root.read("AksEdgeConfigFile", values, "config_file", link)
    place = root.place("AksEdgeConfigFile")
    if name is None:
        if not root.states("AksEdgeConfigFile"):
            findings.error(place, "missing: no deployment is embedded and no file is named")
        return
    inner = Findings(prefix=f"{shown(name)}: ")
    deployment = second(name, inner)
    if deployment is None and not inner.items:
        findings.warning(place, "a second file is needed: put it beside this one and import again")
        return
    findings.info(place, "the second file was found beside this one and read with it")
    if deployment is not None:
        _read_inner(deployment, values, inner, product)
    findings.items += inner.items


def _read_inner(
    deployment: Member, values: Values, findings: Findings, product: str | None
) -> None:
    inner = Values()
    read_deployment(deployment, inner, findings, product=product)
    values.merge(inner)
