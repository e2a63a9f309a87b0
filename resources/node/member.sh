# How the cluster sees this node: whether it is ready (True), its version, and why it is not.
#   ACCESS  the node's own access file
#   NODE    name of the node
exec kubectl --kubeconfig "$ACCESS" --request-timeout=60s get node "$NODE" --output \
    'jsonpath={.status.conditions[?(@.type=="Ready")].status}{"\n"}{.status.nodeInfo.kubeletVersion}{"\n"}{.status.conditions[?(@.type=="Ready")].message}'
