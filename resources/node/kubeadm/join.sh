# Joins this node to its cluster.  What an earlier try left behind is taken away first: kubeadm
# cannot go on where it broke off.
trap 'rm -f /etc/edgewright/kubeadm-join.yaml' EXIT
if [ -n "$(ls -A /etc/kubernetes/manifests 2>/dev/null)" ] || [ -e /etc/kubernetes/kubelet.conf ]; then
    echo "Taking back an earlier try"
    kubeadm reset --force --cri-socket unix:///run/containerd/containerd.sock
    # A node that the cluster still believes to be Ready would be refused: it is given up after 50
    # seconds without a word from it (kube-controller-manager, --node-monitor-grace-period).
    echo "Waiting until the cluster has given up the earlier try"
    sleep 75
fi
echo "Starting kubeadm"
kubeadm join --config /etc/edgewright/kubeadm-join.yaml
echo "The node has joined"
