# The commands of this project; CI calls the same.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STACK ?= node-port
SOURCES := __main__.py docs/_ext docs/conf.py examples exposure_components stacks tests tools

help:  ## List the commands
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/.program  ## Expose the article's InfluxDB: plan it, or render it by a real engine
	@$(BIN)/python tools/demo.py --stack $(STACK)

up: $(VENV)/.program  ## pulumi up STACK=node-port CONTEXT=<of the kubeconfig> ARGS=--yes
	pulumi stack select --create $(STACK)
	pulumi up --stack $(STACK) $(if $(CONTEXT),--config context=$(CONTEXT)) $(ARGS)

check: $(VENV)/.developer  ## Lint, types, and the rules of the layers
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/pyright --pythonpath $(BIN)/python

test: check  ## All that needs no cluster
	$(BIN)/pytest --ignore tests/e2e

e2e: $(VENV)/.developer  ## Make the lab (root, Linux) and run the rest
	$(BIN)/pytest tests/e2e

docs: $(VENV)/.developer  ## Build the site of the documentation into build/docs
	$(BIN)/sphinx-build --quiet --fresh-env --fail-on-warning --keep-going --nitpicky docs build/docs

lab-%: $(VENV)/.developer  ## lab-up, lab-status, lab-down: the lab by hand
	$(BIN)/python -m tests.lab $*

$(VENV)/.program: pyproject.toml requirements.txt
	$(PYTHON) tools/venv.py $(VENV) -r requirements.txt
	@touch $@

$(VENV)/.developer: pyproject.toml requirements.txt
	$(PYTHON) tools/venv.py $(VENV) -e '.[dev]'
	@touch $@ $(VENV)/.program

.PHONY: help demo up check test e2e docs
