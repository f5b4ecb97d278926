#!/usr/bin/env bash
# Java for the tests of Spark, from Debian's packages.
set -euo pipefail
[ -n "${JAVA_HOME:-}" ] && exit 0
command -v java > /dev/null && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get > /dev/null; then
  echo "Java is not installed, and only root on Debian can install it: the tests of Spark are left out"
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
# The newest that the release has: default-jre-headless is 17 or later since Debian 12.
{ apt-get update -q && apt-get install -q -y --no-install-recommends default-jre-headless; } > "$log" 2>&1 || {
  tail -5 "$log"
  echo "Java could not be installed: the tests of Spark are left out, or fail in CI"
}
