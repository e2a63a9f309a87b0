"""A WinRM server for tests: WS-Management with the `cmd` shell, Basic, NTLM with message
encryption, and TLS, on this machine only.  Facts: [MS-WSMV].
"""
