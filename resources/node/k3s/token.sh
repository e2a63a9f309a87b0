# Makes a token with which nodes may join as workers until a day has passed.
exec k3s token create --ttl 24h --description "edgewright: a node may join"
