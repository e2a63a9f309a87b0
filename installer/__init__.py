"""The Edgewright engine: everything that judges, installs and looks after a node, without a window."""

__version__ = "0.1.0"
