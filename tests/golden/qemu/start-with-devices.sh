#!/bin/sh
# Starts this virtual machine.  Written by Edgewright, which also replaces it.
cd /var/lib/shop/vm/node-1 || exit 1
[ ! -e returning ] || { echo 'the return of this machine to a snapshot was broken off: return to it again' >&2; exit 1; }
[ -e serial.log ] && find serial.log -size +4096k -exec mv -f serial.log serial.log.1 ';'
for pipe in power.in power.out; do [ -p $pipe ] || mkfifo -m 600 $pipe || exit 1; done
# Network devices of a virtual machine on this PC: a part of start.sh, and of what is run when the
# machine stops.  A device of the right name is ours only by its mark (its alias); others are left.

# Is device $1 ours?  It is of kind $2 (tap, macvtap, vlan) and bears mark $3; or it bears none and
# is off, as a start leaves it that was broken off in the middle.
link_is_ours() {
    case $2 in
    tap) [ -e "/sys/class/net/$1/tun_flags" ] ;;
    macvtap) [ -d "/sys/class/net/$1/macvtap" ] ;;
    vlan) [ -e "/proc/net/vlan/$1" ] ;;
    *) false ;;
    esac || return 1
    link_alias=$(cat "/sys/class/net/$1/ifalias")
    [ "$link_alias" != "$3" ] || return 0
    [ -z "$link_alias" ] && ! link_is_on "$1"
}

link_is_on() {
    [ $(($(cat "/sys/class/net/$1/flags") & 1)) = 1 ]
}

# Make device $1 of kind $2 with mark $3 by the command that follows, unless it is there.
link_make() {
    link_name=$1 link_kind=$2 link_mark=$3
    shift 3
    # When the command fails because another machine of the cluster was faster, the device is there.
    [ -e "/sys/class/net/$link_name" ] || "$@" || [ -e "/sys/class/net/$link_name" ] || exit 1
    if ! link_is_ours "$link_name" "$link_kind" "$link_mark"; then
        echo "the network device $link_name is there already and was not made by this program" >&2
        exit 73
    fi
    ip link set dev "$link_name" alias "$link_mark" || exit 1
}

# Switch device $1 on.  The PC itself shall have no address on it: it would be one of the node's.
link_on() {
    link_ipv6=/proc/sys/net/ipv6/conf/$1/disable_ipv6
    [ ! -e "$link_ipv6" ] || echo 1 >"$link_ipv6" || exit 1
    ip link set dev "$1" up || exit 1
}

# A tap $1 with mark $2 in the bridge $3, there with the hardware address $4 and in VLAN $5 if any.
# A bridge takes the lowest address and the smallest MTU of its members for itself: beside this
# address, and with its own MTU, it keeps what it has.
link_in_bridge() {
    link_make "$1" tap "$2" ip tuntap add dev "$1" mode tap
    if link_is_on "$1" && [ -e "/sys/class/net/$3/brif/$1" ]; then return 0; fi
    ip link set dev "$1" nomaster &&
        ip link set dev "$1" address "$4" mtu "$(cat "/sys/class/net/$3/mtu")" &&
        ip link set dev "$1" master "$3" || exit 1
    if [ -n "$5" ]; then
        link_usual=$(cat "/sys/class/net/$3/bridge/default_pvid") &&
            bridge vlan add dev "$1" vid "$5" pvid untagged || exit 1
        case $link_usual in
        0 | "$5") ;;
        *) bridge vlan delete dev "$1" vid "$link_usual" || exit 1 ;;
        esac
    fi
    link_on "$1"
}

# The VLAN device $1 with mark $2 on the adapter $3 for VLAN $4.
link_vlan() {
    link_make "$1" vlan "$2" ip link add link "$3" name "$1" type vlan id "$4"
    link_on "$1"
}

# A macvtap $1 with mark $2 on the device $3, with the hardware address $4 and the MTU $5; its file
# is in $link_file afterwards.  Where no devtmpfs makes that file, it is made here.
link_on_card() {
    link_make "$1" macvtap "$2" \
        ip link add link "$3" name "$1" address "$4" type macvtap mode bridge
    ip link set dev "$1" mtu "$5" || exit 1
    link_on "$1"
    link_file=/dev/tap$(cat "/sys/class/net/$1/ifindex")
    if [ ! -e "$link_file" ]; then
        link_numbers=$(tr : ' ' <"/sys/class/net/$1/macvtap/${link_file#/dev/}/dev") || exit 1
        # shellcheck disable=SC2086 # two numbers
        mknod -m 600 "$link_file" c $link_numbers || exit 1
    fi
}

# Remove device $1 of kind $2 with mark $3, if it is ours.  A VLAN device serves all machines of the
# cluster on this PC, so it stays while another one stands on it.
link_remove() {
    [ -e "/sys/class/net/$1" ] && link_is_ours "$1" "$2" "$3" || return 0
    if [ "$2" = vlan ]; then
        for link_upper in "/sys/class/net/$1"/upper_*; do
            [ ! -e "$link_upper" ] || return 0
        done
    fi
    ip link delete dev "$1"
}
link_vlan ew-shop-76fb4a 'edgewright 5f3c' eth0 20
link_on_card ew-node-b3ad87 'edgewright 5f3c/node-1' ew-shop-76fb4a 52:54:00:12:34:e0 1400
exec 3<>"$link_file"
link_in_bridge ew-node-c82737 'edgewright 5f3c/node-1' br0 fe:54:00:12:34:e1 ''
exec 9<..
exec qemu-system-x86_64
