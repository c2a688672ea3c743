#!/usr/bin/env bash
# Brings the compose file up, sends articles in, reads their labels back, and takes it down:
#
#   mvn package && ops/docker/smoke.sh [ARTICLES.jsonl]
#
# Two instances must share the load, in the registry's framing, and stop in time. Needs a container
# engine with compose (v1 or v2). Leaves nothing behind but the image.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
articles=${1:-$root/ops/samples/news.jsonl}
brokers=broker1:19092,broker2:19092,broker3:19092
export COMPOSE_PROJECT_NAME="copytaster-smoke-$$"
export KAFKA_PORT=${KAFKA_PORT:-19092} KAFKA_PORT_2=${KAFKA_PORT_2:-19093} \
  KAFKA_PORT_3=${KAFKA_PORT_3:-19094} REGISTRY_PORT=${REGISTRY_PORT:-18081}
if docker compose version >/dev/null 2>&1; then compose=(docker compose); else compose=(docker-compose); fi

reason="a command failed"
fail() { reason=$*; exit 1; }

down() {
  local status=$?
  [ "$status" -eq 0 ] || "${compose[@]}" logs --tail 60 >&2 || true
  "${compose[@]}" down --volumes --timeout 15 >/dev/null 2>&1 || true
  [ "$status" -eq 0 ] || echo "smoke: FAILED: $reason" >&2
  exit "$status"
}

containers() { # SERVICE: their ids; found by label, since v1 and v2 name containers differently
  docker ps -q --filter "label=com.docker.compose.project=$COMPOSE_PROJECT_NAME" \
    --filter "label=com.docker.compose.service=$1"
}

inside() { # COMMAND...: one of the program's commands, in a container that serves
  docker exec -i "$(containers serve | head -n 1)" /opt/copytaster/copytaster "$@"
}

in_broker() { # TOOL ARGUMENT...: one of Kafka's tools
  docker exec "$(containers broker1)" "/opt/kafka/bin/$1" --bootstrap-server "$brokers" "${@:2}"
}

sharing() { # how many instances have partitions: one address each
  in_broker kafka-consumer-groups.sh --describe --group copytaster --members 2>/dev/null |
    awk '$1 == "copytaster" && $NF > 0 { print $3 }' | sort -u | wc -l
}

cd "$root"
trap down EXIT
[ -f streams/target/copytaster.jar ] || fail "no streams/target/copytaster.jar: run mvn package first"
total=$(grep -c . "$articles")
"${compose[@]}" up -d --build serve

for ((attempt = 1; ; attempt++)); do
  instances=$(sharing || echo 0)
  [ "$instances" -ne 2 ] || break
  [ "$attempt" -lt 60 ] || fail "$instances of 2 instances have partitions"
  sleep 2
done
said=$(inside produce --input - <"$articles" 2>&1) || fail "produce: $said"
labels=$(inside tail --from-beginning --limit "$total" --timeout 180 --json | grep -c '"label"' || true)
[ "$labels" -eq "$total" ] || fail "$labels labels for $total articles"

described=$(in_broker kafka-topics.sh --describe --topic news.labeled)
[[ $described == *"ReplicationFactor: 3"* ]] || fail "not three copies: $described"
configured=$(in_broker kafka-configs.sh --entity-type topics --entity-name news.labeled --describe --all)
[[ $configured == *min.insync.replicas=2* ]] || fail "not two in-sync copies: $configured"

# Confluent's frame: a zero, and four bytes of schema id.
framed=$(in_broker kafka-console-consumer.sh --topic news.labeled --from-beginning \
  --max-messages 1 --timeout-ms 30000 2>/dev/null | od -An -tx1 -N5 | tr -d ' ' || true)
[[ $framed == 00000000?? ]] || fail "a labelled event begins with $framed, not with the registry's frame"

for instance in $(containers serve); do
  started=$SECONDS
  docker stop --time 15 "$instance" >/dev/null
  took=$((SECONDS - started))
  [ "$took" -le 10 ] || fail "serve took $took s to stop"
done
echo "smoke: $labels of $total articles labelled by two instances, stopped in $took s"
