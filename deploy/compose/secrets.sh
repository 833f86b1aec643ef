#!/bin/sh
# Makes ./secrets once: passwords of the stores, the secret of the site's machines, and the lesser one of its web nodes.
# What is there already is left as it is. `groundglass` must be on PATH, or name it:
# GROUNDGLASS="podman run --rm -i -e GROUNDGLASS_CLUSTER groundglass"
set -eu
cd "$(dirname "$0")"
: "${GROUNDGLASS:=groundglass}"
umask 022 # the folder keeps others out; the containers' own users must be able to read the files
mkdir -p -m 0700 secrets

random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
make() { [ -s "secrets/$1" ] || printf '%s' "$2" >"secrets/$1"; }

make state_password "$(random)"
make state "postgresql://groundglass:$(cat secrets/state_password)@state:5432/groundglass"
make s3_key "groundglass"
make s3_secret "$(random)"
[ -s secrets/cluster ] || $GROUNDGLASS outpost --new-secret >secrets/cluster
[ -s secrets/viewer ] || printf '[cluster]\nsecret = { env = "GROUNDGLASS_CLUSTER" }\n' |
    GROUNDGLASS_CLUSTER=$(cat secrets/cluster) $GROUNDGLASS web --secret-of /dev/stdin >secrets/viewer
# Made in the console, under Channels, or with POST /api/v1/outbound/metrics-token; put it here for Prometheus.
make figures "not made yet"
printf '%s\n' "secrets are in $(pwd)/secrets: keep a copy, and keep it to yourself"
