"""Real parts for the tests, built from source or packages on the machine that runs them.

No release archive and no container registry is needed: Kubernetes, etcd and CoreDNS come as Go
modules, all else as Debian packages.  `python -m tests.testbed` builds everything; tests call
`tests.testbed.parts.build_parts` and `tests.testbed.node_image.build_image`.
"""
