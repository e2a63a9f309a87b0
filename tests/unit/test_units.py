"""Sizes are read as people write them and never lose a byte."""

from __future__ import annotations

import pytest

from installer.units import GIB, MIB, Size


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4GiB", 4 * GIB),
        ("4Gi", 4 * GIB),
        ("4 GB", 4 * GIB),
        ("4g", 4 * GIB),
        ("512MiB", 512 * MIB),
        ("1.5GiB", 1536 * MIB),
        ("1048576", MIB),
        ("0", 0),
    ],
)
def test_a_size_is_read(text: str, expected: int) -> None:
    assert Size.parse(text) == expected


@pytest.mark.parametrize("text", ["", "GiB", "-1GiB", "4XB", "four", "4GiB extra", "1e3"])
def test_what_is_not_a_size_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a size"):
        Size.parse(text)


@pytest.mark.parametrize("value", [0, 1, 1023, MIB, 3 * MIB, GIB, 20 * GIB, GIB + 1])
def test_exact_text_reads_back_without_loss(value: int) -> None:
    assert Size.parse(Size(value).exact) == value


def test_text_for_people_uses_the_largest_unit_that_fits() -> None:
    assert str(Size(11 * GIB + 205 * MIB)) == "11.2GiB"
    assert str(Size(4 * GIB)) == "4GiB"
