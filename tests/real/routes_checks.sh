# The network between pods, on a node that the cluster knows and with others that come and go.
. "$HERE/cluster_nodes.sh"
pass() { sh -eu /etc/edgewright/pod-routes.sh; }
export NODE=node-1 PODS=10.244.0.0/16
pass 2>/dev/null && echo "routes without the right to look"
kubectl apply -f /etc/edgewright/pod-routes.yaml >/dev/null
ip route add 10.99.0.0/24 via 10.92.0.77
ip route add 10.244.77.0/24 via 10.92.0.77 proto 205
pass
kubectl delete node node-3 >/dev/null
ip route del 10.244.1.0/24
pass
ip route
grep subnet /etc/cni/net.d/10-edgewright.conflist
