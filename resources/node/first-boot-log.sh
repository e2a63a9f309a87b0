# What cloud-init wrote, for error texts.
cloud-init status --long || true
tail -n 40 /var/log/cloud-init.log || true
tail -n 40 /var/log/cloud-init-output.log || true
