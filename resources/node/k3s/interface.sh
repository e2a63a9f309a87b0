# Names the network card that has an address.
#   ADDRESS  an IPv4 address of this node
ip -4 -oneline address show to "$ADDRESS/32" | {
    read -r _ name _ && echo "$name"
}
