"""Our columns beside the real server's own table, for the kinds that the corpus leaves out."""

from __future__ import annotations

import time
from typing import Any

import pytest

from installer.cluster.ask_around import AskAround
from installer.cluster.connection import Connection
from installer.cluster.registry import all_kinds
from installer.cluster.writes import patch
from tests.cluster.conftest import create, pod
from tests.cluster.test_table import compare

pytestmark = pytest.mark.real

TEMPLATE: dict[str, Any] = {
    "metadata": {"labels": {"app": "web"}},
    "spec": {
        "containers": [
            {"name": "a", "image": "x/a:1"},
            {"name": "b", "image": "x/b:2"},
        ],
        "nodeSelector": {"disk": "fast"},
    },
}
SELECTOR = {
    "matchLabels": {"app": "web"},
    "matchExpressions": [
        {"key": "app", "operator": "In", "values": ["web", "api"]},
        {"key": "old", "operator": "DoesNotExist"},
    ],
}
JOB = {"metadata": {}, "spec": {**TEMPLATE["spec"], "restartPolicy": "Never"}}
HOOK = {
    "name": "hook.example.com",
    "clientConfig": {"url": "https://hook.example.com/"},
    "sideEffects": "None",
    "admissionReviewVersions": ["v1"],
}
CASES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    (
        "deployments",
        {"spec": {"replicas": 3, "selector": SELECTOR, "template": TEMPLATE}},
        {"replicas": 3, "readyReplicas": 2, "updatedReplicas": 1, "availableReplicas": 2},
    ),
    (
        "replicasets",
        {"spec": {"replicas": 2, "selector": SELECTOR, "template": TEMPLATE}},
        {"replicas": 2, "readyReplicas": 1},
    ),
    (
        "statefulsets",
        {"spec": {"serviceName": "x", "selector": SELECTOR, "template": TEMPLATE}},
        {"replicas": 1, "readyReplicas": 1},
    ),
    (
        "daemonsets",
        {"spec": {"selector": SELECTOR, "template": TEMPLATE}},
        {
            "desiredNumberScheduled": 4,
            "currentNumberScheduled": 3,
            "numberReady": 2,
            "numberMisscheduled": 0,
        },
    ),
    ("jobs", {"spec": {"completions": 5, "parallelism": 2, "template": JOB}}, {"failed": 2}),
    (
        "jobs",
        {"spec": {"parallelism": 3, "template": JOB}},
        {"startTime": "2026-01-05T10:00:00Z", "succeeded": 1},
    ),
    (
        "cronjobs",
        {
            "spec": {
                "schedule": "*/5 * * * *",
                "timeZone": "UTC",
                "jobTemplate": {"spec": {"template": JOB}},
            }
        },
        {"lastScheduleTime": "2026-01-05T10:00:00Z"},
    ),
    ("services", {"spec": {"ports": [{"port": 80}], "selector": {"b": "2", "a": "1"}}}, {}),
    ("services", {"spec": {"clusterIP": "None"}}, {}),
    ("services", {"spec": {"type": "ExternalName", "externalName": "db.example.com"}}, {}),
    (
        "services",
        {"spec": {"type": "NodePort", "ports": [{"port": 80}], "externalIPs": ["192.0.2.7"]}},
        {},
    ),
    ("services", {"spec": {"type": "LoadBalancer", "ports": [{"port": 443}]}}, {}),
    (
        "services",
        {"spec": {"type": "LoadBalancer", "ports": [{"port": 53, "protocol": "UDP"}]}},
        {"loadBalancer": {"ingress": [{"ip": "192.0.2.9"}, {"hostname": "a.example.com"}]}},
    ),
    (
        "ingresses",
        {
            "spec": {
                "ingressClassName": "nginx",
                "tls": [{"secretName": "t"}],
                "rules": [{"host": f"h{n}.example.com"} for n in range(5)],
            }
        },
        {"loadBalancer": {"ingress": [{"ip": "192.0.2.9"}]}},
    ),
    (
        "endpoints",
        {
            "addressType": "IPv4",
            "endpoints": [{"addresses": [f"10.0.0.{n}"]} for n in range(5)],
            "ports": [{"port": 80}, {"name": "x", "port": 81}],
        },
        {},
    ),
    ("endpoints", {"addressType": "IPv4", "endpoints": []}, {}),
    ("namespaces", {}, {}),
    ("secrets", {"type": "Opaque", "stringData": {"a": "1", "b": "2"}}, {}),
    ("validatingwebhooks", {"webhooks": [HOOK]}, {}),
    ("mutatingwebhooks", {"webhooks": [HOOK]}, {}),
    ("pods", {"spec": {**pod("x")["spec"], "readinessGates": [{"conditionType": "a/b"}]}}, {}),
]
NAMES = [f"{number}-{name}" for number, (name, _, _) in enumerate(CASES)]


@pytest.mark.parametrize(("name", "body", "status"), CASES, ids=NAMES)
def test_a_kind_reads_as_in_the_servers_table(
    admin: Connection, namespace: str, name: str, body: dict[str, Any], status: dict[str, Any]
) -> None:
    kind = all_kinds()[name]
    called = f"case-{namespace}"
    created = {"apiVersion": kind.api_version, "kind": kind.word, "metadata": {"name": called}}
    create(admin, kind.path(namespace), {**created, **body})
    if status:
        patch(admin, kind.path(namespace, called, "status"), {"status": status})
    around = AskAround(admin, time.time)(kind)
    assert compare(admin, kind, kind.path(namespace, called), around) == []
