"""From a kubeconfig to what a connection needs: address, trust, and who we are.

The `kubernetes` library reads the file, because credentials come in many forms (files, data,
tokens, programs to run).  It puts keys into files; they are read into memory at once and removed,
so that a killed program leaves no key behind.
"""

from __future__ import annotations

import ssl
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from installer.errors import UsageError


@dataclass(frozen=True, slots=True)
class Credentials:
    """How to reach a cluster and as whom.

    `token` gives the Authorization header of the moment, empty when a client certificate serves.
    `certificate` is the client certificate as PEM, None when there is none.
    """

    server: str
    trust: ssl.SSLContext
    token: Callable[[], str]
    certificate: bytes | None
    tls_name: str
    proxy: str


def read_credentials(kubeconfig: Path | None, context: str | None) -> Credentials:
    """Read a kubeconfig (None: the user's own); raises UsageError when it cannot be used."""
    from kubernetes import config
    from kubernetes.client import Configuration

    settings = Configuration()
    with tempfile.TemporaryDirectory(prefix="edgewright-") as folder:
        try:
            config.load_kube_config(
                config_file=str(kubeconfig) if kubeconfig else None,
                context=context,
                client_configuration=settings,
                persist_config=False,
                temp_file_path=folder,
            )
            trust = _trust(settings)
            certificate = Path(settings.cert_file).read_bytes() if settings.cert_file else None
        # The library, YAML and OpenSSL each have their own errors for a file that is no use.
        except Exception as error:
            raise UsageError(
                f"The access file {kubeconfig or '~/.kube/config'} cannot be used.",
                details=f"{type(error).__name__}: {str(error)[:600]}",
                resolution="Choose another kubeconfig file or context.",
            ) from error
    return Credentials(
        server=settings.host.rstrip("/"),
        trust=trust,
        token=lambda: settings.get_api_key_with_prefix("BearerToken", alias="authorization") or "",
        certificate=certificate,
        tls_name=settings.tls_server_name or "",
        proxy=_proxy(settings),
    )


def _trust(settings: Any) -> ssl.SSLContext:
    trust = ssl.create_default_context(cafile=settings.ssl_ca_cert or None)
    # Certificates of clusters lack fields that the strict mode of newer Pythons asks for.
    trust.verify_flags &= ~ssl.VERIFY_X509_STRICT
    if not settings.verify_ssl:
        trust.check_hostname = False
        trust.verify_mode = ssl.CERT_NONE
    if settings.cert_file:
        trust.load_cert_chain(settings.cert_file, settings.key_file)
    return trust


def _proxy(settings: Any) -> str:
    from kubernetes.client.rest import should_bypass_proxies

    if not settings.proxy or should_bypass_proxies(settings.host, settings.no_proxy or ""):
        return ""
    return str(settings.proxy)
