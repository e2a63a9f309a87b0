"""Ages and quantities in kubectl's words."""

from __future__ import annotations

import math

import pytest

from installer.cluster.ages import age, between, moment
from installer.cluster.cells import Amount, Lasted, Ready, Restarts, Since, cell_key, cell_text
from installer.cluster.quantities import canonical, number_of

_HOUR, _DAY, _YEAR = 3600, 86_400, 365 * 86_400


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-2, "<invalid>"),
        (-1, "0s"),
        (0, "0s"),
        (119, "119s"),
        (120, "2m"),
        (125, "2m5s"),
        (600, "10m"),
        (3 * _HOUR - 1, "179m"),
        (3 * _HOUR, "3h"),
        (7 * _HOUR + 1860, "7h31m"),
        (8 * _HOUR, "8h"),
        (2 * _DAY - 1, "47h"),
        (2 * _DAY, "2d"),
        (2 * _DAY + 5 * _HOUR, "2d5h"),
        (8 * _DAY, "8d"),
        (2 * _YEAR, "2y"),
        (2 * _YEAR + 3 * _DAY, "2y3d"),
        (8 * _YEAR, "8y"),
    ],
)
def test_an_age_is_written_as_kubectl_does(seconds: float, words: str) -> None:
    assert between(1000.0, 1000.0 + seconds) == words


def test_an_age_that_nobody_knows() -> None:
    assert (age(None, 0.0), moment(None), moment("yesterday")) == ("<unknown>", None, None)


@pytest.mark.parametrize(
    ("text", "written", "number"),
    [
        ("1000M", "1G", 1e9),
        ("0.5Gi", "512Mi", 2**29),
        ("1Gi", "1Gi", 2**30),
        ("1024Mi", "1Gi", 2**30),
        ("1500m", "1500m", 1.5),
        ("2", "2", 2),
        ("0", "0", 0),
        ("512Ki", "512Ki", 2**19),
        ("1e3", "1e3", 1000),
        ("100Ei", "100Ei", 100 * 2**60),
        ("-5m", "-5m", -0.005),
        ("plenty", "plenty", 0),
    ],
)
def test_a_quantity_is_written_as_the_server_does(text: str, written: str, number: float) -> None:
    assert canonical(text) == written
    assert number_of(text) == pytest.approx(number)


def test_cells_know_their_words_and_their_order() -> None:
    now = 10_000.0
    assert cell_text(Restarts(3, now - 300), now) == "3 (5m ago)"
    assert cell_text(Restarts(0), now) == "0"
    assert cell_text(Lasted(now - 60, None), now) == "60s"
    assert cell_text(Lasted(None, None), now) == ""
    assert cell_key(Ready(1, 2)) < cell_key(Ready(2, 2))  # type: ignore[operator]
    assert cell_key(Amount("9Gi", 9.0)) < cell_key(Amount("10Gi", 10.0))  # type: ignore[operator]
    assert cell_key(Since(now)) < cell_key(Since(now - 5))  # type: ignore[operator]
    assert cell_key(Since(None)) == math.inf
