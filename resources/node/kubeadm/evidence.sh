# What a node knows about Kubernetes, for error texts; each part may be missing.
kubectl --kubeconfig /etc/kubernetes/admin.conf --request-timeout=20s get nodes,pods -A -o wide || true
systemctl --no-pager --lines=0 status containerd kubelet || true
# A node that is alone has no such service.
journalctl --no-pager --lines=10 --unit=edgewright-pods || true
ip -4 route show || true
journalctl --no-pager --lines=40 --unit=kubelet || true
tail -n 20 /var/log/edgewright/*.log || true
