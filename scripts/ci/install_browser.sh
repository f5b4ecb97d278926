#!/usr/bin/env bash
# Chromium and its driver for the tests of the report, from Debian's packages where they are absent.
# Without them those tests skip, and say so; in CI (the variable CI is set) that is an error.
set -euo pipefail
missing() {
  printf 'browser tests: %s\n' "$1" >&2
  if [ -n "${CI:-}" ]; then exit 1; fi
  exit 0
}
if command -v chromium > /dev/null && command -v chromedriver > /dev/null; then exit 0; fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get > /dev/null; then
  missing "chromium and chromedriver are absent and cannot be installed here; they are skipped"
fi
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
{ apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium chromium-driver; } > "$log" 2>&1 ||
  { tail -n 5 "$log" >&2; missing "chromium cannot be installed; they are skipped"; }
