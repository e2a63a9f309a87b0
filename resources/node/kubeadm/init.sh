# Sets up the control plane of a first node.  What an earlier try left behind is taken away
# first: kubeadm cannot go on where it broke off.
if [ -n "$(ls -A /etc/kubernetes/manifests 2>/dev/null)" ] || [ -e /etc/kubernetes/admin.conf ]; then
    echo "Taking back an earlier try"
    kubeadm reset --force --cri-socket unix:///run/containerd/containerd.sock
fi
echo "Starting kubeadm"
kubeadm init --config /etc/edgewright/kubeadm.yaml --skip-token-print
if [ -e /etc/edgewright/pod-routes.yaml ]; then
    echo "Setting up the network between nodes"
    kubectl --kubeconfig /etc/kubernetes/admin.conf --cache-dir=/run/edgewright/kubectl \
        apply -f /etc/edgewright/pod-routes.yaml
    systemctl restart edgewright-pods
fi
echo "The control plane is set up"
