# Each target is one or two plain commands; without make (on Windows), type those: see the README.

# The data: assessments/, or another folder of the same shape: make check DATA=examples/northmoor
DATA ?=
# The first Python that starts and is new enough; another one: make test PYTHON=/path/to/python
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)
# What installs; `make test PIP="uv pip"` is faster where uv is known to reach your registry.
PIP ?= .venv/bin/python -m pip
# Tests at the same time.
JOBS ?= 2

SPR = .venv/bin/python -m spr$(if $(DATA), --data $(DATA))
# Whoever is done takes what the other has left: some tests take half a minute.
PYTEST = .venv/bin/python -m pytest -n $(JOBS) --dist worksteal
UV = PATH="$(CURDIR)/.venv/bin:$$PATH" uv
COMPILE = $(UV) pip compile --universal --python-version 3.11 --generate-hashes --quiet \
	--custom-compile-command 'make lock'$(if $(UPGRADE), --upgrade)

export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_NO_INPUT = 1

.DEFAULT_GOAL = help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help serve site check test test-all lint format browser webserver web documents office accessibility goldens bench \
	zensical vendor audit sbom lock clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1 /p' Makefile | \
		while read -r verb does; do printf 'make %-13s %s\n' "$$verb" "$$does"; done

serve: .venv/.site ## show every year and the home site on this computer, and each saved change at once
	$(SPR) serve

site: .venv/.site ## the same without serving: the site is in site/
	$(SPR) build

check: .venv/.site ## only check the data
	$(SPR) check

test: lint browser webserver web documents ## everything that a change must pass, in less than ten minutes
	$(PYTEST) -m "not slow"

test-all: lint browser webserver web documents office ## and what takes longer
	$(PYTEST)

lint: .venv/.test ## style and types of the code
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy

format: .venv/.test ## write the code in the project's style
	.venv/bin/ruff check --fix-only
	.venv/bin/ruff format

browser: .venv/.test ## find the browser for the tests, or install one
	.venv/bin/python -m tests.browser

webserver: .venv/.test ## find nginx for the tests, or install it
	.venv/bin/python -m tests.webserver

office: .venv/.test ## find the office program that test-all opens Word files in, or install one
	.venv/bin/python -m tests.office

documents: .venv/.site ## find the libraries that make the papers as PDF, or install them
	.venv/bin/python -m tests.documents

web: .venv/.web ## install what runs under Node: validators, axe, the YAML server of editors

accessibility: browser web ## test it, and write anew what the accessibility statement says was tested
	$(PYTEST) -p tests.record tests/test_accessibility.py

goldens: .venv/.test ## rewrite the expected pages from what is built now: review them like code
	@for test in $$(grep -l '^if __name__ == "__main__"' tests/test_*.py); do \
		echo "+ python -m tests.$$(basename $$test .py)"; \
		.venv/bin/python -m tests.$$(basename $$test .py) || exit 1; done

bench: .venv/.bench .venv/.lighthouse webserver ## measure comparing, building, serving and reading; what was measured stands in benchmarks/
	.venv/bin/python -m benchmarks.compare --json benchmarks/results.json
	.venv/bin/python -m benchmarks.build --json benchmarks/build.json
	.venv/bin/python -m benchmarks.preview --json benchmarks/preview.json
	.venv/bin/python -m benchmarks.load --json benchmarks/load.json
	.venv/bin/python -m benchmarks.lighthouse --json benchmarks/lighthouse.json

zensical: .venv/.test .venv-zensical/.done ## build a year with the theme's successor too, and compare the pages
	.venv/bin/python -m tests.zensical

vendor: .venv/.test ## make what the form is built on anew, from what vendor/ locks
	@$(call npm_ci,vendor,.venv/vendor)
	@cp vendor/*.js .venv/vendor
	cd .venv/vendor && ../bin/node make.js ../../overrides/assets/form

audit: .venv-supply/.done ## ask what is known against the locked packages; needs the internet
	.venv-supply/bin/python -m pip_audit --strict --disable-pip --require-hashes \
		--requirement requirements/site.txt

sbom: .venv-supply/.done .venv-site/.done ## list what a release is made with: build/sbom.cdx.json
	@mkdir -p build
	.venv-supply/bin/python -m cyclonedx_py environment --pyproject pyproject.toml --output-reproducible \
		--output-file build/sbom.cdx.json .venv-site

lock: .venv/.venv ## write requirements/ anew from pyproject.toml; newer versions too: make lock UPGRADE=1
	@$(UV) --version 2>/dev/null || $(PIP) install --quiet uv
	$(COMPILE) pyproject.toml --group build --output-file requirements/site.txt
	$(COMPILE) pyproject.toml --group build --group bench --constraint requirements/site.txt \
		--output-file requirements/bench.txt
	$(COMPILE) pyproject.toml --group build --group test --group lint --constraint requirements/site.txt \
		--output-file requirements/test.txt
	$(COMPILE) pyproject.toml --group build --group zensical --constraint requirements/site.txt \
		--output-file requirements/zensical.txt
	$(COMPILE) --group supply --output-file requirements/supply.txt

clean: ## remove all that make has made
	rm -rf .venv .venv-* site build *.egg-info .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Two steps, because a file of hashes cannot name this checkout; the second fetches nothing.
install = echo "Installing what is locked in $(1) (half a minute the first time)" && \
	$(PIP) install --quiet --require-hashes --requirement $(1) && \
	$(PIP) install --quiet --no-index --no-deps --no-build-isolation --editable .

.venv/.site: .venv/.venv requirements/site.txt
	@$(call install,requirements/site.txt)
	@touch $@

.venv/.bench: .venv/.venv requirements/bench.txt
	@$(call install,requirements/bench.txt)
	@touch .venv/.site $@

.venv/.test: .venv/.venv requirements/test.txt
	@$(call install,requirements/test.txt)
	@touch .venv/.site $@

# What Node runs, into a folder of its own; Node itself comes with requirements/test.txt.
npm_ci = mkdir -p $(2) && cp $(1)/package.json $(1)/package-lock.json $(1)/.npmrc $(2) && \
	cd $(2) && PATH="$(CURDIR)/.venv/bin:$$PATH" npm ci --loglevel error

.venv/.web: .venv/.test tests/web/package-lock.json
	@$(call npm_ci,tests/web,.venv/web)
	@touch $@

.venv/.lighthouse: .venv/.test benchmarks/web/package-lock.json
	@$(call npm_ci,benchmarks/web,.venv/lighthouse)
	@touch $@

# An environment of its own for what must not meet the packages of the site.
.venv-%/.done: .venv/.venv requirements/%.txt
	.venv/bin/python -m venv --clear .venv-$*
	.venv-$*/bin/python -m pip install --quiet --require-hashes --requirement requirements/$*.txt
	@touch $@

.venv/.venv:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found: install it" \
		"(on Debian and Ubuntu: apt-get install python3 python3-venv)," \
		"or say where it is: make PYTHON=/path/to/python" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make a .venv:" \
		"install its venv module (on Debian and Ubuntu: apt-get install python3-venv)." >&2; exit 1; }
	$(PYTHON) -m venv --clear .venv
	@touch $@
