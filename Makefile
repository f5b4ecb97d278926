# make run    extract samples/ into out/ and print the facts found
# make test   pass the tests
# make check  what CI checks besides the tests
# make bench  speed beside jieba.lcut
# make docs   build the documentation into out/site
# make lock   renew the pinned dependencies (needs uv)
# make clean  remove what these made: .venv, out, dist
# make help   print these lines

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCKS := $(wildcard requirements/*.lock)

.PHONY: run test check bench docs lock clean help

run: .venv/.run
	@mkdir -p out
	@$(BIN)/govnews extract samples --to sqlite --output out/govnews.sqlite
	@$(BIN)/govnews extract samples --to jsonl --output out/records.jsonl
	@$(BIN)/govnews show out/govnews.sqlite

test: .venv/.dev
	@bash scripts/ci/install_postgres.sh
	@bash scripts/ci/install_browser.sh
	@bash scripts/ci/install_java.sh
	@$(BIN)/python -m pytest -n auto --dist loadgroup

check: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/govnews lexicons check

bench: .venv/.dev
	@$(BIN)/python benchmarks/extract.py

docs: .venv/.dev
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict

# jieba comes as source and this package is built too: both with the build tools of the lock.
.venv/.build: requirements/build.lock
	$(PYTHON) -m venv .venv
	$(PIP) install --require-hashes -r requirements/build.lock
	@touch $@

.venv/.run: .venv/.build requirements/run.lock pyproject.toml
	$(PIP) install --require-hashes --no-build-isolation -r requirements/run.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: .venv/.run requirements/dev.lock
	$(PIP) install --require-hashes --no-build-isolation -r requirements/dev.lock
	@touch $@

UV_COMPILE := uv pip compile --quiet --generate-hashes --no-emit-index-url --python-version 3.11 --no-header

lock:
	$(UV_COMPILE) requirements/build.in --output-file requirements/build.lock
	$(UV_COMPILE) pyproject.toml --all-extras --group dev -c requirements/build.lock --output-file requirements/dev.lock
	$(UV_COMPILE) pyproject.toml -c requirements/dev.lock --output-file requirements/run.lock

clean:
	rm -rf .venv out dist

help:
	@sed -n 's/^# make/make/p' $(firstword $(MAKEFILE_LIST))
