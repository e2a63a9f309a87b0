"""Which of a PC's package sources a node image is made from."""

from __future__ import annotations

from pathlib import Path

import pytest

from installer.images.apt_sources import debian_sources

DEBIAN = """\
Types: deb
# a comment inside
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb deb-src
URIs: http://mirror.example/debian-security
Suites: bookworm-security
Components: main
"""


def _apt(folder: Path, **files: str) -> Path:
    (folder / "sources.list.d").mkdir()
    for name, text in files.items():
        stem, kind = name.rsplit("_", 1)
        (folder / "sources.list.d" / f"{stem}.{kind}").write_text(text)
    return folder


def test_release_updates_and_security_are_taken_without_comments(tmp_path: Path) -> None:
    text = debian_sources("bookworm", _apt(tmp_path, debian_sources=DEBIAN))
    assert text.count("Types:") == 2
    assert "Suites: bookworm-security" in text
    assert "#" not in text


@pytest.mark.parametrize(
    "other",
    [
        "Types: deb\nURIs: http://x.example\nSuites: stable\nComponents: main\n",
        "Types: deb\nURIs: http://x.example\nSuites: bookworm\nComponents: stable\n",
        "Types: deb-src\nURIs: http://x.example\nSuites: bookworm\nComponents: main\n",
        "Enabled: no\nTypes: deb\nURIs: http://x.example\nSuites: bookworm\nComponents: main\n",
        "Types: deb\nURIs: http://x.example\nSuites: bookworm sid\nComponents: main\n",
    ],
)
def test_sources_of_other_vendors_releases_and_kinds_are_left_out(
    tmp_path: Path, other: str
) -> None:
    text = debian_sources("bookworm", _apt(tmp_path, debian_sources=DEBIAN, other_sources=other))
    assert "x.example" not in text


def test_one_line_entries_are_used_where_there_is_no_deb822_file(tmp_path: Path) -> None:
    folder = _apt(tmp_path, vendor_list="deb http://x.example/apt vendor-bookworm main\n")
    mirror = "http://mirror.example/debian"
    (folder / "sources.list").write_text(
        f"# old\ndeb [arch=amd64 signed-by=/k.gpg] {mirror} bookworm main contrib\n"
        f"deb-src {mirror} bookworm main\ndeb {mirror} bookworm-backports main\n"
        f"deb {mirror} bookworm-security main\n"
    )
    assert debian_sources("bookworm", folder).splitlines() == [
        f"deb [arch=amd64 signed-by=/k.gpg] {mirror} bookworm main contrib",
        f"deb {mirror} bookworm-security main",
    ]


def test_a_pc_without_debian_sources_has_none_to_offer(tmp_path: Path) -> None:
    assert debian_sources("bookworm", _apt(tmp_path)) == ""
