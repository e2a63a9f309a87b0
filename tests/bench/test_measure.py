"""The bars of the benches can be missed."""

from __future__ import annotations

import pytest

from tests.bench import Measure, finish


@pytest.mark.parametrize(
    ("value", "at_most", "at_least", "held"),
    [
        (1.0, 1.0, None, True),
        (1.1, 1.0, None, False),
        (0.8, None, 0.8, True),
        (0.7, None, 0.8, False),
        (0.9, 1.0, 0.8, True),
    ],
)
def test_a_bar_holds_up_to_its_value(
    value: float, at_most: float | None, at_least: float | None, *, held: bool
) -> None:
    assert Measure(name="x", value=value, at_most=at_most, at_least=at_least).held is held


def test_a_missed_bar_ends_the_script_with_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = (Measure(name=n, value=v, at_most=1) for n, v in (("good", 1), ("bad", 2)))
    with pytest.raises(SystemExit) as held:
        finish(good)
    with pytest.raises(SystemExit) as missed:
        finish(good, bad)
    assert (held.value.code, missed.value.code) == (0, 1)
    assert "MISSED  bad: 2 x (at most 1)" in capsys.readouterr().out
