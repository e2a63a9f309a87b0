#!/bin/sh
# Starts this virtual machine.  Written by Edgewright, which also replaces it.
cd '/var/lib/it'"'"'s mine/vm/node-1' || exit 1
[ ! -e returning ] || { echo 'the return of this machine to a snapshot was broken off: return to it again' >&2; exit 1; }
[ -e serial.log ] && find serial.log -size +4096k -exec mv -f serial.log serial.log.1 ';'
for pipe in power.in power.out; do [ -p $pipe ] || mkfifo -m 600 $pipe || exit 1; done
exec 9<..
exec qemu-system-x86_64 -name 'a b' -pidfile '/var/lib/it'"'"'s mine/vm/node-1/qemu.pid'
