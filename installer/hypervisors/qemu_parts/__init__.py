"""The parts of `installer.hypervisors.qemu`, one idea per file; nobody else uses them."""
