# Joins this node to its cluster.  What an earlier try left behind is taken away first: kubeadm
# cannot go on where it broke off.
settings=/etc/edgewright/kubeadm-join.yaml
trap 'rm -f /etc/edgewright/kubeadm-join.yaml' EXIT
if [ -n "$(ls -A /etc/kubernetes/manifests 2>/dev/null)" ] || [ -e /etc/kubernetes/kubelet.conf ]; then
    echo "Taking back an earlier try"
    kubeadm reset --force --cri-socket unix:///run/containerd/containerd.sock
    # A node that the cluster still believes to be Ready would be refused: it is given up after 50
    # seconds without a word from it (kube-controller-manager, --node-monitor-grace-period).
    echo "Waiting until the cluster has given up the earlier try"
    sleep 75
fi

# The public half of the ticket, and where the cluster is.  kubeadm would ask for minutes in vain
# whether the cluster knows the ticket; that it is the right cluster, kubeadm itself makes sure.
ident=$(sed -n 's/^ *token: .*\([a-z0-9]\{6\}\)\.[a-z0-9]\{16\}.*$/\1/p' "$settings")
place=$(sed -n 's/^ *apiServerEndpoint: *//p' "$settings")
# A control plane that has just begun signs its tickets only after a while: kubeadm's own limit is
# fit for the pace of this node, and a part of it is enough.
limit=$(sed -n 's/^ *discovery: *\([0-9][0-9]*\)s$/\1/p' "$settings")
deadline=$(($(date +%s) + ${limit:-120} / 4))
echo "Asking the cluster at $place about the ticket"
# kubectl asks for a name when it has none; to the cluster this one is nobody, who may read this one
# address and not even ask what else there is.
public=/api/v1/namespaces/kube-public/configmaps/cluster-info
until known=$(kubectl --server "https://$place" --insecure-skip-tls-verify \
    --username=nobody --password=nobody --request-timeout=20s get --raw "$public") &&
    echo "$known" | grep -q "\"jws-kubeconfig-$ident\" *:"; do
    if [ "$(date +%s)" -ge "$deadline" ]; then
        echo "The cluster at $place does not answer, or does not know the ticket:" \
            "it was revoked or has expired"
        exit 1
    fi
    sleep 3
done

echo "Starting kubeadm"
kubeadm join --config "$settings"
if [ -e /etc/edgewright/pod-routes.env ]; then
    systemctl restart edgewright-pods
fi
echo "The node has joined"
