"""The units by which a node mounts shared folders: golden files, and the file that logs in."""

from __future__ import annotations

from pathlib import Path

import pytest

from installer.config.load import parse_config
from installer.config.storage import Share
from installer.errors import UsageError
from installer.steps.mount_shares_units import credential_path, credential_text, share_files
from tests.unit.config.samples import FULL

GOLDEN = Path(__file__).parents[2] / "golden" / "shares"
GUEST = Share(name="open", kind="smb", server="nas", path="Daten/Till 1")
SHARES = (*parse_config(FULL, "text").spec.storage.shares, GUEST)
FILES = {Path(path).name: text for share in SHARES for path, text in share_files(share).items()}


@pytest.mark.parametrize("name", FILES)
def test_the_units_are_as_in_the_golden_files(name: str) -> None:
    assert FILES[name] == (GOLDEN / name).read_text("utf-8")


def test_every_golden_file_has_its_unit() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(FILES)


def test_the_start_of_a_node_wants_the_place_that_waits_and_never_the_mount_itself() -> None:
    for name, text in FILES.items():
        assert ("WantedBy=" in text) is name.endswith(".automount")


def test_what_the_user_gives_comes_last_so_that_it_counts() -> None:
    options = next(line for line in FILES["scans.mount"].splitlines() if "Options=" in line)
    assert options.endswith(",vers=3.1.1,nobrl")
    assert f"credentials={credential_path(SHARES[1])}" in options


@pytest.mark.parametrize(
    ("secret", "lines"),
    [
        ("anna:geheim", ["username=anna", "password=geheim"]),
        ("anna:a:b, c", ["username=anna", "password=a:b, c"]),
        ("SHOP\\anna:x", ["username=anna", "password=x", "domain=SHOP"]),
        ("anna@shop.local:x", ["username=anna@shop.local", "password=x"]),
    ],
)
def test_a_log_in_becomes_the_lines_that_mount_reads(secret: str, lines: list[str]) -> None:
    assert credential_text("nas", secret).splitlines() == lines


@pytest.mark.parametrize(
    "secret", ["geheim", ":geheim", "anna:", "SHOP\\:geheim", "anna:geheim\nguest", "a\tb:geheim"]
)
def test_a_secret_of_another_form_is_refused_and_never_repeated(secret: str) -> None:
    with pytest.raises(UsageError) as caught:
        credential_text("shop-1/nas", secret)
    told = f"{caught.value.brief} {caught.value.details} {caught.value.advice}"
    assert "edgewright secret set shop-1/nas" in told
    assert "geheim" not in told
