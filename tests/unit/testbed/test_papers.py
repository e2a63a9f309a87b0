"""The papers name everything that is shipped, and each with a licence."""

from __future__ import annotations

import json

from tests.testbed.papers import licence_of, notices, runtime_distributions, sbom


def test_what_the_program_needs_is_named_and_the_tools_of_developers_are_not() -> None:
    names = {found.name.lower() for found in runtime_distributions()}
    assert {"pyside6_essentials", "shiboken6", "kubernetes", "urllib3", "asyncssh"} <= names
    assert not {"pytest", "mypy", "pyinstaller"} & names


def test_each_has_a_licence_and_its_text() -> None:
    text = notices()
    for found in runtime_distributions():
        assert f"{found.name} {found.version}\nLicence: " in text
        assert licence_of(found)
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text


def test_the_bill_of_materials_has_the_same_parts() -> None:
    document = json.loads(sbom())
    assert document["bomFormat"] == "CycloneDX"
    assert document["metadata"]["component"]["name"] == "edgewright"
    listed = {(part["name"], part["version"]) for part in document["components"]}
    assert listed == {(found.name, found.version) for found in runtime_distributions()}
    assert all(part["purl"].startswith("pkg:pypi/") for part in document["components"])
