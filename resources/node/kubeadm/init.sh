# Sets up the control plane of a first node.  What an earlier try left behind is taken away
# first: kubeadm cannot go on where it broke off.
if [ -n "$(ls -A /etc/kubernetes/manifests 2>/dev/null)" ] || [ -e /etc/kubernetes/admin.conf ]; then
    echo "Taking back an earlier try"
    kubeadm reset --force --cri-socket unix:///run/containerd/containerd.sock
fi
echo "Starting kubeadm"
kubeadm init --config /etc/edgewright/kubeadm.yaml --skip-token-print
echo "The control plane is set up"
