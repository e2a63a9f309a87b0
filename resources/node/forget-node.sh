# Takes a node off the list of the cluster.  May be run again.
#   ACCESS  the administrator's access file
#   NODE    name of the node
exec kubectl --kubeconfig "$ACCESS" --request-timeout=60s delete node "$NODE" --ignore-not-found
