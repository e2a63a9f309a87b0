# What a node knows about Kubernetes, for error texts; each part may be missing.
kubectl --kubeconfig /etc/kubernetes/admin.conf --request-timeout=20s get nodes,pods -A -o wide || true
systemctl --no-pager --lines=0 status containerd kubelet || true
journalctl --no-pager --lines=40 --unit=kubelet || true
tail -n 20 /var/log/edgewright/*.log || true
