"""Plain titles and usual widths of kubectl's columns; a column that is not here keeps its name."""

from __future__ import annotations

from collections.abc import Mapping

from gui.texts import later, tr

TITLES: Mapping[str, str] = {
    "READY": later("Ready"),
    "RESTARTS": later("Restarts"),
    "AGE": later("Age"),
    "NODE": later("Node"),
    "IP": later("IP address"),
    "ROLES": later("Roles"),
    "VERSION": later("Version"),
    "INTERNAL-IP": later("Address"),
    "OS-IMAGE": later("System"),
    "UP-TO-DATE": later("Up to date"),
    "AVAILABLE": later("Available"),
    "DESIRED": later("Wanted"),
    "CURRENT": later("There"),
    "NODE SELECTOR": later("Node selector"),
    "COMPLETIONS": later("Finished runs"),
    "DURATION": later("Lasted"),
    "SCHEDULE": later("Schedule"),
    "TIMEZONE": later("Time zone"),
    "SUSPEND": later("Paused"),
    "ACTIVE": later("Running"),
    "LAST SCHEDULE": later("Last run"),
    "VOLUME": later("Volume"),
    "CAPACITY": later("Capacity"),
    "ACCESS MODES": later("Access"),
    "STORAGECLASS": later("Storage class"),
    "RECLAIM POLICY": later("When released"),
    "CLAIM": later("Claim"),
    "REASON": later("Reason"),
    "PROVISIONER": later("Made by"),
    "RECLAIMPOLICY": later("When released"),
    "VOLUMEBINDINGMODE": later("Bound"),
    "ALLOWVOLUMEEXPANSION": later("Can grow"),
    "TYPE": later("Type"),
    "CLUSTER-IP": later("Cluster address"),
    "EXTERNAL-IP": later("Outside address"),
    "PORT(S)": later("Ports"),
    "CLASS": later("Class"),
    "HOSTS": later("Hosts"),
    "ADDRESS": later("Address"),
    "PORTS": later("Ports"),
    "ADDRESSTYPE": later("Kind of address"),
    "ENDPOINTS": later("Endpoints"),
    "LAST SEEN": later("Last seen"),
    "OBJECT": later("About"),
    "MESSAGE": later("What happened"),
    "COUNT": later("Times"),
}
WIDTHS: Mapping[str, int] = {
    "READY": 66,
    "RESTARTS": 112,
    "AGE": 72,
    "NODE": 130,
    "IP": 110,
    "ROLES": 120,
    "VERSION": 120,
    "INTERNAL-IP": 110,
    "OS-IMAGE": 170,
    "VOLUME": 150,
    "CAPACITY": 84,
    "STORAGECLASS": 120,
    "CLAIM": 170,
    "PROVISIONER": 190,
    "CLUSTER-IP": 116,
    "EXTERNAL-IP": 116,
    "PORT(S)": 150,
    "HOSTS": 190,
    "ENDPOINTS": 200,
    "LAST SEEN": 100,
    "OBJECT": 230,
    "COUNT": 66,
    "SCHEDULE": 120,
    "LAST SCHEDULE": 100,
}


def label_text(label: str) -> str:
    """The words for a column of kubectl, or for a word of the engine."""
    return tr(TITLES.get(label, label))
