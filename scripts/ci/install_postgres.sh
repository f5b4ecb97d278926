#!/usr/bin/env bash
# PostgreSQL for the tests, from Debian's packages. Tests run their own server; none is started here.
set -euo pipefail
compgen -G "/usr/lib/postgresql/*/bin/initdb" > /dev/null && exit 0
command -v initdb > /dev/null && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get > /dev/null; then
  echo "PostgreSQL is not installed, and only root on Debian can install it: its tests are left out"
  exit 0
fi
mkdir -p /etc/postgresql-common
[ -e /etc/postgresql-common/createcluster.conf ] ||
  echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.conf
export DEBIAN_FRONTEND=noninteractive
{ apt-get update -q && apt-get install -q -y --no-install-recommends postgresql; } > /tmp/govnews-postgres.log 2>&1 || {
  tail -5 /tmp/govnews-postgres.log
  echo "PostgreSQL could not be installed: its tests are left out, or fail in CI"
}
