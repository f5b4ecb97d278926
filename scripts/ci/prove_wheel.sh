#!/usr/bin/env bash
# Build the sdist, the wheel from it, install that apart from the checkout, and use it.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

"$root/.venv/bin/python" -m build --no-isolation --outdir "$scratch/dist" "$root" > "$scratch/build.log" 2>&1 ||
  { cat "$scratch/build.log"; exit 1; }
"$root/.venv/bin/python" -m venv "$scratch/venv"
pip=("$scratch/venv/bin/python" -m pip --disable-pip-version-check --quiet install)
"${pip[@]}" --require-hashes -r "$root/requirements/build.lock"
"${pip[@]}" --require-hashes --no-build-isolation -r "$root/requirements/run.lock"
"${pip[@]}" --no-deps "$scratch"/dist/*.whl

cd "$scratch"
venv/bin/python - "$scratch" <<'PY'
import sys
from govnews_extract.lexicon import lexicon_folder
assert str(lexicon_folder()).startswith(sys.argv[1]), lexicon_folder()
PY
venv/bin/govnews lexicons check
venv/bin/govnews extract "$root/samples/jiangshan-2019.txt" --to jsonl --output records.jsonl
grep -q '"value":"3640000000"' records.jsonl
venv/bin/govnews batch "$root/samples/jiangshan-2019.txt" --into out.sqlite --workers 1 --fast
venv/bin/govnews report records.jsonl --output report.html
grep -q 'id="article-data-0"' report.html
ls -l dist
