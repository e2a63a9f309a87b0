# What a node knows about k3s, for error texts; each part may be missing.
k3s kubectl --request-timeout=20s get nodes,pods -A -o wide || true
systemctl --no-pager --lines=0 status 'k3s*' || true
journalctl --no-pager --lines=40 --unit='k3s*' || true
tail -n 20 /var/lib/rancher/k3s/agent/containerd/containerd.log || true
tail -n 20 /var/log/edgewright/*.log || true
