"""Everything of a cluster that expires, on one board."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from urllib.parse import urlsplit

from installer.cluster.certificate_reading import (
    CertificateFacts,
    from_base64,
    from_pem,
    from_server,
)
from installer.cluster.overview_model import Certificate
from installer.cluster.phrases import Phrase, say
from installer.cluster.rows import Ref, Row
from installer.cluster.text import inert

SOON_SECONDS = 60 * 86_400
_DAY = 86_400
_KUBELET_PORT = 10250
_HTTPS = 443
Work = Callable[[], list[Certificate]]


class Board:
    """Gathers certificates; reading from servers runs in the pool, side by side."""

    def __init__(self, now: float, pool: Executor) -> None:
        self._now = now
        self._pool = pool
        self._works: list[Work] = []

    def add_server(self, source: str, name: str, host: str, port: int) -> None:
        """What a server shows."""

        def work() -> list[Certificate]:
            try:
                return [self._good(source, name, from_server(host, port), None)]
            except (OSError, ssl.SSLError, ValueError) as error:
                return [self._bad(source, name, str(error), None)]

        self._works.append(work)

    def add_api_server(self, url: str) -> None:
        """The API server's own certificate."""
        parts = urlsplit(url)
        if parts.scheme == "https" and parts.hostname:
            self.add_server("api-server", parts.netloc, parts.hostname, parts.port or _HTTPS)

    def add_client(self, pem: bytes | None) -> None:
        """The certificate by which this PC is known to the cluster."""
        if pem is not None:
            self._works.append(
                lambda: self._read("client", "kubeconfig", lambda: from_pem(pem)[:1])
            )

    def add_nodes(self, rows: Iterable[Row], address_column: int) -> None:
        """What the kubelets show, as far as this PC reaches them."""
        for row in rows:
            self.add_server("kubelet", row.name, str(row.cells[address_column]), _KUBELET_PORT)

    def add_secrets(self, rows: Iterable[Row]) -> None:
        """TLS secrets."""
        for row in rows:
            ref = Ref("Secret", row.namespace, row.name, row.uid)
            text, name = row.facts.certificate, f"{row.namespace}/{row.name}"
            self._works.append(
                lambda text=text, name=name, ref=ref: self._read(  # type: ignore[misc]
                    "secret", name, lambda: from_base64(text)[:1], ref
                )
            )

    def add_hooks(self, rows: Iterable[Row], word: str) -> None:
        """The CA bundles of webhooks: when one expires, every change that it judges is stopped."""
        for row in rows:
            ref = Ref(word, "", row.name, row.uid)
            for hook, text in row.facts.bundles:
                name = inert(f"{row.name}: {hook}")
                self._works.append(
                    lambda text=text, name=name, ref=ref: self._read(  # type: ignore[misc]
                        "webhook", name, lambda: from_base64(text), ref
                    )
                )

    def add_known(self, source: str, name: str, expires: float) -> None:
        """Something whose end the cluster tells without showing the certificate."""
        facts = CertificateFacts("", "", expires)
        self._works.append(lambda: [self._good(source, name, facts, None)])

    def add_missing(self, source: str, reason: str) -> None:
        """A source that could not be read at all."""
        self._works.append(lambda: [self._bad(source, source, reason, None)])

    def all(self) -> tuple[Certificate, ...]:
        """Everything, the soonest first, what could not be read last; blocks for some seconds."""
        found = [one for some in self._pool.map(lambda work: work(), self._works) for one in some]
        return tuple(sorted(found, key=lambda one: (one.expires is None, one.expires or 0.0)))

    def _read(
        self,
        source: str,
        name: str,
        read: Callable[[], list[CertificateFacts]],
        ref: Ref | None = None,
    ) -> list[Certificate]:
        try:
            return [self._good(source, name, facts, ref) for facts in read()]
        except ValueError as error:
            return [self._bad(source, name, str(error), ref)]

    def _good(
        self, source: str, name: str, facts: CertificateFacts, ref: Ref | None
    ) -> Certificate:
        attention, phrase = judge(facts.expires, self._now)
        subject, issuer = inert(facts.subject), inert(facts.issuer)
        return Certificate(
            source, inert(name), subject, issuer, facts.expires, attention, phrase, "", ref
        )

    @staticmethod
    def _bad(source: str, name: str, problem: str, ref: Ref | None) -> Certificate:
        phrase = Phrase("Its end could not be read.")
        return Certificate(
            source,
            inert(name),
            subject="",
            issuer="",
            expires=None,
            attention=False,
            say=phrase,
            problem=inert(problem),
            ref=ref,
        )


def judge(expires: float, now: float) -> tuple[bool, Phrase]:
    """Whether an end is near, and a sentence."""
    if expires <= now:
        return True, say("It expired {days} days ago.", days=int((now - expires) // _DAY))
    soon = expires - now < SOON_SECONDS
    return soon, say("It expires in {days} days.", days=int((expires - now) // _DAY))
