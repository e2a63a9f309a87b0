# Takes a ticket back: nobody can join with it any more.  May be run again.
#   ACCESS  the administrator's access file
#   TICKET  its public half
exec kubectl --kubeconfig "$ACCESS" --request-timeout=60s --namespace kube-system \
    delete secret "bootstrap-token-$TICKET" --ignore-not-found
