# Makes a token with which nodes may join as workers.
#   VALID    for how many seconds it lets nodes in
#   PURPOSE  what the cluster shall keep about it
exec k3s token create --ttl "${VALID}s" --description "$PURPOSE"
