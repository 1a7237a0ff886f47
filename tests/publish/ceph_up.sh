#!/bin/sh
# A whole Ceph of one node in memory, with an S3 gateway on the loopback: ceph_up.sh DIR PORT. Ends when all answer; their pids
# are in DIR/run. (Ports PORT … PORT+40 are used.)
set -eu
dir=$1 port=$2
rm -rf "$dir"; mkdir -p "$dir/mon/a" "$dir/osd/0" "$dir/log" "$dir/run"
cat > "$dir/ceph.conf" <<C
[global]
fsid = $(cat /proc/sys/kernel/random/uuid)
mon host = [v2:127.0.0.1:$((port + 1)),v1:127.0.0.1:$((port + 2))]
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind port min = $((port + 10))
ms bind port max = $((port + 40))
auth cluster required = none
auth service required = none
auth client required = none
auth allow insecure global id reclaim = false
run dir = $dir/run
admin socket = $dir/run/\$cluster-\$name.asok
pid file = $dir/run/\$name.pid
log file = $dir/log/\$name.log
mon cluster log file = $dir/log/cluster.log
log to stderr = false
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
mon allow pool size one = true
paxos propose interval = 0.05
paxos min wait = 0.02
mon tick interval = 1
osd heartbeat interval = 2
mon warn on pool no redundancy = false
osd crush chooseleaf type = 0
[mon]
mon data = $dir/mon/\$id
mon data avail crit = 1
mon data avail warn = 2
[osd]
osd data = $dir/osd/\$id
osd objectstore = memstore
memstore device bytes = 3221225472
osd class load list = *
osd class default list = *
osd op num shards = 2
osd memory target = 939524096
[client.rgw]
rgw frontends = beast endpoint=127.0.0.1:$port
rgw thread pool size = 32
rgw enable apis = s3, admin
rgw enable usage log = false
rgw enable ops log = false
rgw run sync thread = false
rgw enable gc threads = false
rgw enable lc threads = false
# The default, "secure", hangs for ever where there is no authentication.
ms mon client mode = crc
C
export CEPH_CONF="$dir/ceph.conf"
fsid=$(sed -n 's/^fsid = //p' "$CEPH_CONF")
monmaptool --create --fsid "$fsid" --addv a "[v2:127.0.0.1:$((port + 1)),v1:127.0.0.1:$((port + 2))]" "$dir/monmap" > /dev/null
ceph-mon -c "$CEPH_CONF" --mkfs -i a --monmap "$dir/monmap"
ceph-mon -c "$CEPH_CONF" -i a
osd=$(cat /proc/sys/kernel/random/uuid)
ceph -c "$CEPH_CONF" osd new "$osd" > /dev/null
ceph-osd -c "$CEPH_CONF" -i 0 --mkfs --osd-uuid "$osd"
ceph-osd -c "$CEPH_CONF" -i 0
ceph -c "$CEPH_CONF" osd require-osd-release pacific --yes-i-really-mean-it > /dev/null 2>&1 || true
for _ in $(seq 100); do ceph -c "$CEPH_CONF" osd stat 2>/dev/null | grep -q '1 up' && break; sleep 0.2; done
radosgw -c "$CEPH_CONF" -n client.rgw
for _ in $(seq 300); do curl -s -o /dev/null "http://127.0.0.1:$port/" && break; sleep 0.2; done
radosgw-admin -c "$CEPH_CONF" user create --uid=publisher --display-name=publisher --access-key=AKTEST --secret-key='sEcret/Key+with=odd' > /dev/null
