# Everything a person does with this tree. `make help` lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
REPORTS ?=
OUTPUT ?= demo

.PHONY: help
help: ## list what there is
	@grep -hE '^[a-z][a-z-]*:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-20s %s\n", $$1, $$2}'

.venv/.done: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Saksi needs Python 3.11 or newer; found $$($(PYTHON) --version 2>&1). Try: make PYTHON=python3.12 demo" >&2; exit 2; }
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv || \
	  { echo "Could not make .venv; on Debian and Ubuntu install the package python3-venv." >&2; exit 2; }
	@echo "Installing the locked packages into .venv (a few minutes, 2.4 GB of disk) ..." >&2
	@$(BIN)/python scripts/bootstrap_lock.py > .venv/bootstrap.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/bootstrap.lock
	@$(BIN)/uv --no-config pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes --no-build-isolation requirements.lock || \
	  { echo "uv could not install; trying pip, which is slower (two minutes or more) ..." >&2; \
	    $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-build-isolation -r requirements.lock; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.PHONY: setup
setup: .venv/.done ## install everything into .venv

.PHONY: demo
demo: setup ## the main job on the sample reports, or on yours: make demo REPORTS=folder
	@$(BIN)/saksi demo --yes --output "$(OUTPUT)" $(if $(REPORTS),--reports "$(REPORTS)")

.PHONY: packages
packages:
	@scripts/debian-packages

.PHONY: test
test: setup packages ## all tests that run on a laptop, browser journeys included
	$(BIN)/python -m pytest -n auto --dist worksteal --durations=40

.PHONY: check
check: setup ## style, types, import contracts, locks, licences, documents
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/lock.py --check
	$(BIN)/python scripts/check_licences.py
	$(BIN)/python scripts/generated.py --check
	@$(MAKE) --no-print-directory docs

.PHONY: docs
docs: setup ## build the documentation as a site, into site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet

.PHONY: format
format: setup ## mend the style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: generate
generate: setup ## write the generated pages anew: codebook, command reference, printed outputs
	$(BIN)/python scripts/generated.py
	$(BIN)/python scripts/notebook.py

.PHONY: wheel
wheel: setup ## build the package, into dist/
	$(BIN)/python -m hatchling build -t wheel

.PHONY: pictures
pictures: setup packages ## take the pictures of README, guides and tutorials anew
	$(BIN)/python -m scripts.screenshots

.PHONY: lock
lock: setup ## resolve the dependencies anew
	$(BIN)/python scripts/lock.py

.PHONY: benchmark
benchmark: setup ## measure, and write docs/benchmarks.md
	$(BIN)/python -m benchmarks

.PHONY: validate-estimation
validate-estimation: setup ## coverage, width and refusals over 1,000 simulated tables a network: two hours
	$(BIN)/python -m benchmarks.estimation_validation --tables 1000

.PHONY: serve
serve: setup ## show the demo's findings at a local address
	@[ -f "$(OUTPUT)/findings.html" ] || $(MAKE) --no-print-directory demo
	@$(BIN)/python -m http.server --bind 127.0.0.1 --directory "$(OUTPUT)" 8000

.PHONY: harden
harden: setup ## the long ones: more random cases, larger inputs, Spark, FollowTheMoney
	@scripts/debian-packages harden
	@for extra in spark ftm; do \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-build-isolation -r requirements-$$extra.lock || \
	    echo "Could not install the extra $$extra: the tests that need it will skip." >&2; done
	HYPOTHESIS_PROFILE=long $(BIN)/python -m pytest -o timeout=0 -n auto -m "not browser"
	HYPOTHESIS_PROFILE=long $(BIN)/python -m pytest -o timeout=0 tests/journeys/test_workspace_looks.py

.PHONY: clean
clean: ## remove what was made here, .venv included
	rm -rf .venv demo dist site .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
