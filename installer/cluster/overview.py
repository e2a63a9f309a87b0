"""The first page, from rows that are known: what needs attention, and how full the cluster is.

Pure: rows and figures in, page out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from installer.cluster.metrics_model import Usage
from installer.cluster.overview_model import AttentionItem, Capacity, Health, Overview
from installer.cluster.phrases import Phrase, say
from installer.cluster.registry import all_kinds
from installer.cluster.rows import Ref, Row
from installer.cluster.states import FeedState, FeedWord

# In the order of importance: a node takes everything on it down, storage holds the data.
OVERVIEW_KINDS = (
    "nodes",
    "claims",
    "volumes",
    "deployments",
    "statefulsets",
    "daemonsets",
    "jobs",
    "pods",
)
_BLIND = (FeedWord.DENIED, FeedWord.ABSENT, FeedWord.ERROR)
_TROUBLE_KINDS = ("nodes", "claims")
_WORD_COLUMN = "STATUS"
_WELL = Phrase("Everything that could be read is well.")
_UNKNOWN = Phrase("Too little could be read to tell.")


def overview_of(
    rows: Mapping[str, Iterable[Row]],
    states: Mapping[str, FeedState],
    usage: Usage | None,
) -> Overview:
    """The first page; kinds that are missing in `rows` are still being loaded."""
    known = {name: list(rows[name]) for name in OVERVIEW_KINDS if name in rows}
    blind = {name: state.text for name, state in states.items() if state.word in _BLIND}
    items = attention_items(known)
    health, text = _health(items, blind, known)
    cpu, memory, pods = _capacities(known, usage)
    return Overview(
        health=health,
        say=text,
        attention=tuple(items),
        counts={
            name: (len(found), sum([row.attention for row in found]))
            for name, found in known.items()
        },
        cpu=cpu,
        memory=memory,
        pods=pods,
        blind=blind,
    )


def attention_items(known: Mapping[str, list[Row]]) -> list[AttentionItem]:
    """What needs attention, the most important first; equal troubles of one owner are one."""
    items: list[AttentionItem] = []
    for rank, name in enumerate(OVERVIEW_KINDS):
        groups: dict[tuple[str, str, str], list[Row]] = {}
        for row in known.get(name, ()):
            if row.attention:
                owner = row.owner.uid if row.owner is not None else row.uid
                groups.setdefault((row.namespace, owner, row.say.text), []).append(row)
        found = [_item(rank, name, group) for group in groups.values()]
        items += sorted(found, key=lambda item: (-len(item.refs), item.refs[0].name))
    return items


def _item(rank: int, name: str, group: list[Row]) -> AttentionItem:
    kind = all_kinds()[name]
    names = [column.name for column in kind.columns]
    word = ""
    if _WORD_COLUMN in names:
        word = kind.text(group[0], names.index(_WORD_COLUMN), 0.0)
    refs = tuple(Ref(kind.word, row.namespace, row.name, row.uid) for row in group)
    return AttentionItem(rank, name, refs, word, group[0].say)


def _health(
    items: list[AttentionItem], blind: Mapping[str, str], known: Mapping[str, list[Row]]
) -> tuple[Health, Phrase]:
    # A cluster without a node is one that has not been heard yet, or that can do nothing.
    unseen = not known.get("nodes") or "pods" not in known
    if unseen or {"nodes", "pods"} & blind.keys():
        if not items:
            return Health.UNKNOWN, _UNKNOWN
    elif not items:
        return Health.HEALTHY, _WELL
    count = sum(len(item.refs) for item in items)
    text = say("{count} things need attention.", count=count)
    bad = any(item.page in _TROUBLE_KINDS for item in items)
    return (Health.TROUBLE if bad else Health.ATTENTION), text


def _capacities(
    known: Mapping[str, list[Row]], usage: Usage | None
) -> tuple[Capacity, Capacity, Capacity]:
    nodes = [row for row in known.get("nodes", ()) if row.facts.ready]
    names = {row.name for row in nodes}
    asked = [
        row.facts.asked
        for row in known.get("pods", ())
        if row.facts.node in names and row.facts.phase not in ("Succeeded", "Failed")
    ]
    uses = [use for name, use in usage.nodes.items() if name in names] if usage else []
    cpu = Capacity(
        total=sum(row.facts.cpu for row in nodes),
        requested=sum([a.cpu for a in asked]),
        limits=sum([a.cpu_limit for a in asked]),
        used=sum(use.cpu for use in uses) if uses else None,
    )
    memory = Capacity(
        total=sum(row.facts.memory for row in nodes),
        requested=sum([a.memory for a in asked]),
        limits=sum([a.memory_limit for a in asked]),
        used=float(sum(use.memory for use in uses)) if uses else None,
    )
    room = sum(row.facts.pods for row in nodes)
    return cpu, memory, Capacity(room, float(len(asked)), 0.0, float(len(asked)))
