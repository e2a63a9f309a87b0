"""What goes wrong on the way to another PC, in our own errors.

Whatever the other side sends, the caller gets one of them: a reply may be cut, or come from
something that is not WinRM at all.
"""

from __future__ import annotations

from requests import exceptions as http
from winrm import exceptions as winrm

from installer.errors import (
    AccessRefused,
    EdgewrightError,
    HostNotTrusted,
    HostUnreachable,
    MissingTool,
)

# [MS-WSMV] and winrm.h: ERROR_WSMAN_QUOTA_MAX_SHELLS, _MAX_SHELLS_PPQ, _MAX_OPERATIONS,
# _MAX_OPERATIONS_USER, _MAX_SHELLUSERS, _MAX_COMMANDS_PER_SHELL_PPQ.
_QUOTAS = {2150859173, 2150859171, 2150859174, 2150859175, 2150859170, 2150859172}
# The shell is unknown: it ended, or the service was restarted; or it is about to be deleted.
_GONE = {2150858843, 2147943418}
_DENIED = {5, 2147942405}
_TAIL = 2000


def is_quota(error: Exception) -> bool:
    """Whether the PC has as many shells or operations as it allows; that passes."""
    return isinstance(error, winrm.WSManFaultError) and error.wsman_fault_code in _QUOTAS


def is_gone(error: Exception) -> bool:
    """Whether the shell does not exist any more."""
    return isinstance(error, winrm.WSManFaultError) and error.wsman_fault_code in _GONE


def is_dropped(error: Exception) -> bool:
    """Whether the connection broke, so that a new one may find all as it was."""
    broken = (http.ConnectionError, http.Timeout, http.ChunkedEncodingError)
    return isinstance(error, broken) and not isinstance(error, http.SSLError)


def as_our_error(error: Exception, where: str) -> EdgewrightError:
    """The error for people; `where` names the PC."""
    details = f"{type(error).__name__}: {error}"[:_TAIL]
    if isinstance(error, EdgewrightError):
        return error
    if isinstance(error, http.SSLError):
        return HostNotTrusted(f"{where} shows a certificate that is not known.", details=details)
    if isinstance(error, winrm.AuthenticationError):
        return AccessRefused(f"{where} did not accept the login.", details=details)
    if isinstance(error, winrm.WSManFaultError) and error.wsman_fault_code in _DENIED:
        return AccessRefused(f"{where} does not let this user in.", details=details)
    if isinstance(error, winrm.WinRMError) and "kerberos is not installed" in details:
        return MissingTool("Kerberos", "pykerberos (on Windows: winkerberos)")
    if is_quota(error):
        return HostUnreachable(f"{where} has too much to do at the moment.", details=details)
    if is_gone(error):
        return HostUnreachable(f"{where} has ended the session.", details=details)
    if is_dropped(error):
        return HostUnreachable(f"There is no connection to {where}.", details=details)
    return HostUnreachable(f"{where} answers in a way that is not understood.", details=details)
