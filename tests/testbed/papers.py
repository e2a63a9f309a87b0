"""The papers of the packaged program: what is in it, and under which licences (CycloneDX).

Only what the program needs at run time is named; the tools that build it are not in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL
from packaging.requirements import Requirement

PROGRAM = "edgewright"
_LICENCE_FILE = re.compile(r"LICEN[CS]E|COPYING|NOTICE", re.IGNORECASE)
_RULE = "=" * 78
_HEAD = """\
Edgewright contains the work of others, named here with their licences.

Qt and PySide6 are used under the GNU Lesser General Public License, version 3: they lie as
libraries of their own in the folder `_internal/PySide6` and may be replaced by others of the same
interface. The text of that licence stands below, at pyte.
"""


def runtime_distributions() -> tuple[metadata.Distribution, ...]:
    """The packages that the program needs, and those that they need, in order of name."""
    found: dict[str, metadata.Distribution] = {}
    names = list(_needs(metadata.distribution(PROGRAM)))
    while names:
        name = names.pop()
        if name not in found:
            found[name] = metadata.distribution(name)
            names += _needs(found[name])
    return tuple(found[name] for name in sorted(found))


def _needs(distribution: metadata.Distribution) -> Iterator[str]:
    """The names of what a package needs on this system, without its extras."""
    for text in distribution.requires or ():
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield re.sub(r"[-_.]+", "-", requirement.name).lower()


def licence_of(distribution: metadata.Distribution) -> str:
    """What a package says of its licence: an expression, a short name, or its classifier."""
    said = distribution.metadata
    for key in ("License-Expression", "License"):
        short = said[key].strip() if key in said else ""
        if short and "\n" not in short:
            return short
    classifiers = said.get_all("Classifier") or []
    names = [text.rpartition(" :: ")[2] for text in classifiers if text.startswith("License")]
    return ", ".join(names) or "see its text"


def notices() -> str:
    """Every package with its version, its licence and the texts that came with it."""
    parts = [_HEAD]
    for found in runtime_distributions():
        parts.append(f"{_RULE}\n{found.name} {found.version}\nLicence: {licence_of(found)}\n")
        parts += [
            f"-- {file.name}\n{Path(str(found.locate_file(file))).read_text('utf-8', 'replace')}"
            for file in found.files or ()
            if _LICENCE_FILE.match(file.name) and "dist-info" in str(file)
        ]
    return "\n".join(parts)


def sbom() -> str:
    """The same as a CycloneDX document in JSON."""
    licences = LicenseFactory()
    bom = Bom()
    program = metadata.distribution(PROGRAM)
    bom.metadata.component = Component(
        name=PROGRAM,
        version=program.version,
        type=ComponentType.APPLICATION,
        licenses=[licences.make_from_string(licence_of(program))],
    )
    for found in runtime_distributions():
        part = Component(
            name=found.name,
            version=found.version,
            type=ComponentType.LIBRARY,
            purl=PackageURL("pypi", name=found.name.lower(), version=found.version),
            licenses=[licences.make_from_string(licence_of(found))],
        )
        bom.components.add(part)
        bom.register_dependency(bom.metadata.component, [part])
    written: str = make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(
        indent=2
    )
    return written


def write_papers(folder: Path) -> tuple[Path, Path]:
    """Write both into a folder; returns where they are."""
    texts = {"THIRD-PARTY-NOTICES.txt": notices(), "sbom.cdx.json": sbom()}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    first, second = (folder / name for name in texts)
    return first, second
