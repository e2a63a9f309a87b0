"""The order of rows: the same as sorting everything anew, whatever changes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gui.viewmodels.console.order import Order

UIDS = st.sampled_from([f"u{n}" for n in range(12)])
CHANGES = st.lists(st.tuples(UIDS, st.one_of(st.none(), st.integers(0, 5))), max_size=60)


def expected(keys: dict[str, int], *, descending: bool) -> list[str]:
    """All names, sorted the plain way."""
    found = [uid for _, uid in sorted((key, uid) for uid, key in keys.items())]
    return found[::-1] if descending else found


@given(CHANGES, st.booleans())
def test_single_changes_keep_the_order_of_sorting_everything(
    changes: list[tuple[str, int | None]], descending: bool
) -> None:
    order, keys = Order(), dict[str, int]()
    order.descending = descending
    for uid, key in changes:
        if uid in order:
            order.remove(uid)
            del keys[uid]
        if key is not None:
            place = order.place_for(uid, key)
            order.insert(uid, key)
            keys[uid] = key
            assert order.row(uid) == place
        assert order.uids() == expected(keys, descending=descending)
    assert [order.uid(order.row(uid)) for uid in keys] == list(keys)


@given(st.dictionaries(UIDS, st.integers(0, 5)), st.data())
def test_many_changes_at_once_keep_it_too(keys: dict[str, int], data: st.DataObject) -> None:
    order = Order()
    order.fill((key, uid) for uid, key in keys.items())
    changed = (
        data.draw(st.dictionaries(st.sampled_from(sorted(keys)), st.integers(0, 5))) if keys else {}
    )
    order.rekey([(key, uid) for uid, key in changed.items()])
    assert order.uids() == expected(keys | changed, descending=False)


def test_very_many_changes_are_sorted_as_a_whole() -> None:
    order = Order()
    order.fill((number, f"u{number}") for number in range(5000))
    order.rekey([(5000 - number, f"u{number}") for number in range(4000)])
    keys = {f"u{n}": 5000 - n if n < 4000 else n for n in range(5000)}
    assert order.uids() == expected(keys, descending=False)


def test_a_name_that_is_not_there_has_no_row() -> None:
    assert Order().row("u1") == -1
    assert not Order().holds("u1", 1)
