#!/usr/bin/env bash
# Brings the compose file up, sends articles in, reads their labels back, and takes it down:
#
#   mvn package && ops/docker/smoke.sh [ARTICLES.jsonl]
#
# Needs a container engine with compose (v1 or v2). Leaves nothing behind but the image.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
articles=${1:-}
export COMPOSE_PROJECT_NAME="copytaster-smoke-$$"
export KAFKA_PORT=${KAFKA_PORT:-19092}
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

container() { # SERVICE: its id; found by label, since v1 and v2 name containers differently
  docker ps -q --filter "label=com.docker.compose.project=$COMPOSE_PROJECT_NAME" \
    --filter "label=com.docker.compose.service=$1"
}

inside() { # COMMAND...: one of the program's commands, in the container that serves
  docker exec -i "$(container serve)" /opt/copytaster/copytaster "$@" --bootstrap-servers broker:19092
}

cd "$root"
trap down EXIT
[ -f streams/target/copytaster.jar ] || fail "no streams/target/copytaster.jar: run mvn package first"
"${compose[@]}" up -d --build

if [ -z "$articles" ]; then
  articles=$(mktemp)
  cat >"$articles" <<'JSON'
{"id": "smoke-1", "title": "Keeper saves two penalties", "description": "The cup holders went through after extra time."}
{"id": "smoke-2", "title": "Central bank holds rates", "description": "Bond yields fell as the governors voted seven to two."}
{"id": "smoke-3", "title": "Probe sends first pictures", "description": "The camera maps the moon's far side in nine colours."}
JSON
fi
total=$(grep -c . "$articles")

# The topics are there once the service is up; until then produce says which one is missing.
for ((attempt = 1; ; attempt++)); do
  if said=$(inside produce --input - <"$articles" 2>&1); then break; fi
  [ "$attempt" -lt 30 ] || fail "produce never succeeded: $said"
  sleep 2
done
labels=$(inside tail --from-beginning --limit "$total" --json | grep -c '"label"' || true)
[ "$labels" -eq "$total" ] || fail "$labels labels for $total articles"

started=$SECONDS
docker stop --time 15 "$(container serve)" >/dev/null
[ $((SECONDS - started)) -le 10 ] || fail "serve took $((SECONDS - started)) s to stop"
echo "smoke: $labels of $total articles labelled, stopped in $((SECONDS - started)) s"
