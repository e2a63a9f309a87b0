#!/bin/sh
# Stand-in of `ip` and `bridge` (iproute2): devices are folders below $NET, as in /sys/class/net.
# After $ALLOWED commands it does nothing more and fails, as if the power had gone.

log=$NET/../commands
touch "$log"
[ "$(grep -c . "$log")" -lt "$ALLOWED" ] || exit 1
echo "${0##*/} $*" >>"$log"

add() { # NAME KIND
    mkdir "$NET/$1" || exit 1
    echo >"$NET/$1/ifalias"
    echo 0x1002 >"$NET/$1/flags"
    echo 1500 >"$NET/$1/mtu"
    echo 7 >"$NET/$1/ifindex"
    case $2 in
    tap) echo 0x1002 >"$NET/$1/tun_flags" ;;
    macvtap) mkdir -p "$NET/$1/macvtap/tap7" && : >"$NET/../tap7" ;;
    vlan) : >"$NET/../vlan/$1" ;;
    esac
}

set_words() { # NAME WORDS
    device=$NET/$1
    shift
    while [ $# -gt 0 ]; do
        case $1 in
        up) echo 0x1003 >"$device/flags" ;;
        nomaster)
            for member in "$NET"/*/brif/"${device##*/}"; do rm -rf "$member" "$device/vlans"; done ;;
        master) mkdir -p "$NET/$2/brif/${device##*/}" && echo 1 >"$device/vlans" && shift ;;
        alias) echo "$2" >"$device/ifalias" && shift ;;
        *) echo "$2" >"$device/$1" && shift ;;
        esac
        shift
    done
}

case "${0##*/} $1 $2" in
"bridge vlan add") echo "$(cat "$NET/$4/vlans") $6" >"$NET/$4/vlans" ;;
"bridge vlan delete") sed -i "s/\\b$6 *//" "$NET/$4/vlans" ;;
"ip link delete")
    rm -rf "$NET/$4" "$NET/../vlan/$4"
    for trace in "$NET"/*/"upper_$4" "$NET"/*/brif/"$4"; do rm -rf "$trace"; done ;;
"ip link set") name=$4 && shift 4 && set_words "$name" "$@" ;;
"ip tuntap add") add "$4" tap ;;
"ip link add") # link BELOW name NAME [address MAC] type KIND ...
    below=$4 name=$6
    [ -e "$NET/$below" ] || { echo "Cannot find device $below" >&2; exit 1; }
    case $7 in
    address) add "$name" macvtap && echo "$8" >"$NET/$name/address" ;;
    *) add "$name" vlan && echo "${10}" >"$NET/$name/id" ;;
    esac
    mkdir "$NET/$below/upper_$name" "$NET/$name/lower_$below" ;;
*) echo "unknown: $*" >&2 && exit 1 ;;
esac
