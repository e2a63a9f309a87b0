"""The pages of the console: their order, what they are called, and which objects they show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from gui.texts import later


class PageName(StrEnum):
    """A page; its value is the name of its button."""

    OVERVIEW = "overview"
    WORKLOADS = "workloads"
    STORAGE = "storage"
    NETWORK = "network"
    NODES = "nodes"
    EVENTS = "events"
    UPDATES = "updates"
    CERTIFICATES = "certificates"
    ARC = "arc"


@dataclass(frozen=True, slots=True)
class PageInfo:
    """Title with its letter, icons for elsewhere and here, and the kinds of its segments."""

    title: str
    icons: tuple[str, str]
    kinds: tuple[str, ...] = ()


PAGES: Mapping[PageName, PageInfo] = {
    PageName.OVERVIEW: PageInfo(later("&Overview"), ("house", "house-fill")),
    PageName.WORKLOADS: PageInfo(
        later("&Workloads"),
        ("cube", "cube-fill"),
        ("pods", "deployments", "statefulsets", "daemonsets", "jobs", "cronjobs"),
    ),
    PageName.STORAGE: PageInfo(
        later("&Storage"),
        ("hard-drives", "hard-drives-fill"),
        ("claims", "volumes", "storageclasses"),
    ),
    PageName.NETWORK: PageInfo(
        later("&Network"),
        ("share-network", "share-network-fill"),
        ("services", "ingresses", "endpoints"),
    ),
    PageName.NODES: PageInfo(later("No&des"), ("desktop-tower", "desktop-tower-fill"), ("nodes",)),
    PageName.EVENTS: PageInfo(later("&Events"), ("list-bullets", "list-bullets-fill"), ("events",)),
    PageName.UPDATES: PageInfo(later("&Updates"), ("arrow-circle-up", "arrow-circle-up-fill")),
    PageName.CERTIFICATES: PageInfo(later("&Certificates"), ("shield-check", "shield-check-fill")),
    PageName.ARC: PageInfo(later("&Azure Arc"), ("cloud", "cloud-fill")),
}
# Below this page stands a line: what is above is looked at daily.
LINE_AFTER = PageName.EVENTS

# A kind in the plural, as a segment, and as one object is called.
KIND_TITLES: Mapping[str, tuple[str, str]] = {
    "pods": (later("Pods"), later("Pod")),
    "deployments": (later("Deployments"), later("Deployment")),
    "statefulsets": (later("StatefulSets"), later("StatefulSet")),
    "daemonsets": (later("DaemonSets"), later("DaemonSet")),
    "replicasets": (later("ReplicaSets"), later("ReplicaSet")),
    "jobs": (later("Jobs"), later("Job")),
    "cronjobs": (later("CronJobs"), later("CronJob")),
    "claims": (later("Claims"), later("Volume claim")),
    "volumes": (later("Volumes"), later("Volume")),
    "storageclasses": (later("Storage classes"), later("Storage class")),
    "services": (later("Services"), later("Service")),
    "ingresses": (later("Ingresses"), later("Ingress")),
    "endpoints": (later("Endpoints"), later("Endpoints")),
    "nodes": (later("Nodes"), later("Node")),
    "events": (later("Events"), later("Event")),
}


def page_of(kind: str) -> PageName:
    """The page that shows a kind; the overview for one that no page shows."""
    fitting = (name for name, info in PAGES.items() if kind in info.kinds)
    return next(fitting, PageName.OVERVIEW)
