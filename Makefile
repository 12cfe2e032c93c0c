# The commands of this project; CI calls the same.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STACK ?= node-port
SOURCES := __main__.py benchmarks docs/_ext docs/conf.py examples exposure_components exposure_components_pytest stacks tests tools
PIN := $(BIN)/uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --custom-compile-command 'make pins'

help:  ## List the commands
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/.program  ## Expose the article's InfluxDB: plan it, or render it by a real engine
	@$(BIN)/python tools/demo.py --stack $(STACK)

up: $(VENV)/.program  ## pulumi up STACK=node-port CONTEXT=<of the kubeconfig> ARGS=--yes
	pulumi stack select --create $(STACK)
	pulumi up --stack $(STACK) $(if $(CONTEXT),--config context=$(CONTEXT)) $(ARGS)

check: $(VENV)/.developer  ## Lint, types, the rules of the layers, licences and SBOM (build/sbom.json)
	@mkdir -p build
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/pyright --pythonpath $(BIN)/python
	$(BIN)/pip-licenses --output-file build/licences.txt
	$(BIN)/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --no-validate \
	  -o build/sbom.json $(BIN)/python

test: check  ## All that needs no cluster
	$(BIN)/pytest --timeout 900 --ignore tests/e2e --ignore tests/supply

e2e: $(VENV)/.developer  ## Make the lab (root, Linux) and run the rest
	$(BIN)/pytest tests/e2e --timeout 900 --durations 30

supply: $(VENV)/.developer  ## The package as users get it: its build, each extra alone, the lowest versions
	$(BIN)/pytest tests/supply

bench: $(VENV)/.developer  ## What the library costs, as ratios; BENCH="--times 5" and more
	$(BIN)/python -m benchmarks $(BENCH)

pins:  ## Pin anew, with hashes: the newest that development needs, the lowest that users may have
	$(PYTHON) tools/venv.py $(VENV) uv
	$(PIN) --extra dev --output-file requirements/dev.txt
	$(PIN) --extra aws --extra cli --extra live --extra openstack --extra test \
	  --resolution lowest-direct --output-file requirements/lowest.txt

docs: $(VENV)/.developer  ## Build the site of the documentation into build/docs
	$(BIN)/sphinx-build --quiet --fresh-env --fail-on-warning --keep-going --nitpicky docs build/docs

fuzz: $(VENV)/.developer  ## Draw CASES=10000 apps and CLOUDS=500 balancers and names: refused by us, or taken by the lab
	EXPOSURE_FUZZ=$(or $(CASES),10000) EXPOSURE_FUZZ_CLOUDS=$(or $(CLOUDS),500) $(BIN)/pytest \
		tests/e2e/test_fuzz.py tests/e2e/test_fuzz_clouds.py -s

interrupt: $(VENV)/.developer  ## Kill MOMENTS=50 runs of up and of destroy: the next one goes on
	EXPOSURE_INTERRUPTIONS=$(or $(MOMENTS),50) $(BIN)/pytest tests/e2e/test_engine_interrupted.py -s

lab-%: $(VENV)/.developer  ## lab-up, lab-status, lab-down: the lab by hand
	$(BIN)/python -m tests.lab $*

$(VENV)/.program: pyproject.toml requirements.txt
	$(PYTHON) tools/venv.py $(VENV) -r requirements.txt
	@touch $@

$(VENV)/.developer: pyproject.toml requirements/dev.txt
	$(PYTHON) tools/venv.py $(VENV) --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --no-index --no-build-isolation -e '.[dev]' \
	  || { echo 'requirements/dev.txt has not all of pyproject.toml: make pins'; exit 1; }
	@touch $@ $(VENV)/.program

.PHONY: help demo up check test e2e fuzz interrupt supply bench pins docs
