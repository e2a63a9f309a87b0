"""The order of the pages."""

from __future__ import annotations

from gui.viewmodels.flow import Flow, PageId, Start


def test_a_new_start_leads_through_every_page() -> None:
    flow = Flow()
    seen = [flow.current]
    while flow.following is not None:
        flow.go(flow.following)
        seen.append(flow.current)
    assert seen == list(PageId)


def test_continuing_leaves_the_questions_out() -> None:
    flow = Flow()
    flow.choose(Start.CONTINUE)
    assert flow.following is PageId.INSTALL


def test_only_visited_pages_can_be_gone_to() -> None:
    flow = Flow()
    flow.go(PageId.CHECK)
    assert flow.reachable(PageId.WELCOME)
    assert not flow.reachable(PageId.NETWORK)
    assert flow.previous is PageId.WELCOME


def test_there_is_no_way_back_once_the_pc_is_changed() -> None:
    flow = Flow()
    flow.go(PageId.REVIEW)
    flow.go(PageId.INSTALL)
    assert flow.previous is None
    assert not flow.reachable(PageId.REVIEW)


def test_another_start_forgets_what_was_visited() -> None:
    flow = Flow()
    flow.go(PageId.CHECK)
    flow.go(PageId.WELCOME)
    flow.choose(Start.DEMO)
    assert not flow.reachable(PageId.CHECK)
    flow.go(PageId.CHECK)
    flow.choose(Start.DEMO)
    assert flow.reachable(PageId.CHECK)


def test_after_an_undo_everything_begins_again() -> None:
    flow = Flow()
    flow.go(PageId.INSTALL)
    flow.begin_again()
    assert flow.current is PageId.WELCOME
    assert flow.visited == {PageId.WELCOME}
