# Backpass. `make run` starts it; `make help` lists the rest.

SHELL := bash
.ONESHELL:
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory --no-builtin-rules

# The TensorFlow build: cpu or gpu.
EXTRA ?= cpu
VENV := .venv
PYTHON := $(VENV)/bin/python
TEST_SETTINGS := DJANGO_SETTINGS_MODULE=config.settings_test

# Compiled modules are kept, or every start would compile TensorFlow anew.
unexport PYTHONDONTWRITEBYTECODE
# What runs here is this folder and its packages, whatever else is set up around it.
unexport PYTHONPATH PYTHONHOME

.PHONY: help run setup dev browser servers jax torch test faults fuzz test-backends test-gpu test-containers check audit bench bench-peers demo-data assets messages clean
.DEFAULT_GOAL := help

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 26

run: setup ## Start Backpass on this computer (HOST and PORT are honored); Ctrl-C stops it
	@exec $(PYTHON) -m config.supervisor

# Installs what the recipe's $(1) names, of the dependencies in pyproject.toml, unless the stamp says it is there.
define install
	umask 022
	stamp=.make/$(1)-$$(cat pyproject.toml constraints.txt | sha256sum | cut -c1-16)
	if [ -e $$stamp ] && [ -x $(PYTHON) ]; then exit 0; fi
	mkdir -p .make
	if [ ! -x $(PYTHON) ]; then
	  for candidate in python3 python3.13 python3.12 python3.11; do
	    if $$candidate -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
	      found=$$candidate; break
	    fi
	  done
	  if [ -z "$${found:-}" ]; then
	    echo "Backpass needs Python 3.11, 3.12 or 3.13, and found none of them as python3." >&2; exit 1
	  fi
	  echo "Creating the virtual environment in $(VENV) …"
	  if ! $$found -m venv $(VENV); then rm -rf $(VENV); exit 1; fi
	fi
	other=$(if $(filter gpu,$(1)),cpu,gpu)
	if [[ $(1) = [cg]pu ]] && compgen -G ".make/$$other-*" >/dev/null; then
	  echo "Removing the other TensorFlow build …"
	  $(PYTHON) -m pip uninstall --quiet --yes tensorflow tensorflow-cpu; rm -f .make/$$other-*
	fi
	echo "Installing $(2) …"
	$(PYTHON) - $(1) <<-'END' > .make/$(1).txt
	import sys, tomllib
	from pathlib import Path
	project = tomllib.loads(Path("pyproject.toml").read_text())["project"]
	wanted = project["optional-dependencies"][sys.argv[1]]
	print(*(wanted if sys.argv[1] == "dev" else [*project["dependencies"], *wanted]), sep="\n")
	END
	pip="$(PYTHON) -m pip --quiet --disable-pip-version-check"
	# uv takes a third of pip's time. Where it cannot, as behind an index that only pip knows, pip does it.
	$$pip install -c constraints.txt uv 2>/dev/null || true
	index=$$($(PYTHON) -m pip config get global.index-url 2>/dev/null || true)
	if [ -n "$$index" ]; then export UV_DEFAULT_INDEX=$$index; fi
	$(VENV)/bin/uv pip install --quiet --python $(PYTHON) --system-certs --link-mode copy \
	  -c constraints.txt -r .make/$(1).txt 2> .make/uv.log \
	  || $$pip install --no-compile -c constraints.txt -r .make/$(1).txt
	rm -f .make/$(1)-*
	touch $$stamp
endef

setup: ## Create the virtual environment with what running needs (EXTRA=gpu for NVIDIA GPUs)
	@$(call install,$(EXTRA),the packages; the first time this downloads about 450 MB)

dev: setup ## Add what testing and linting need
	@$(call install,dev,the development packages)

browser: dev ## Have a Chromium with Korean fonts for the browser tests
	@if command -v chromium chromium-browser google-chrome >/dev/null && [ -n "$$(fc-list :lang=ko 2>/dev/null)" ]; then
	  exit 0
	fi
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	  echo "Installing Chromium and Korean fonts …"
	  export DEBIAN_FRONTEND=noninteractive
	  if { apt-get update -q && apt-get install -y -q --no-install-recommends chromium fonts-noto-cjk fontconfig; } \
	    > .make/apt.log 2>&1 < /dev/null; then exit 0; fi
	  tail -n 5 .make/apt.log
	fi
	echo "For the browser tests, install Chromium and a Korean font (Debian: chromium fonts-noto-cjk fontconfig)."
	echo "Without Chromium they are skipped."

servers: dev ## Have PostgreSQL and Redis for the tests of faults
	@if compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || command -v initdb >/dev/null; then
	  if command -v redis-server >/dev/null; then exit 0; fi
	fi
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	  echo "Installing PostgreSQL and Redis …"
	  export DEBIAN_FRONTEND=noninteractive
	  # No cluster and no service of their own: the tests start theirs in temporary folders.
	  mkdir -p /etc/postgresql-common
	  if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
	    echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.conf
	  fi
	  export RUNLEVEL=1
	  if { apt-get update -q && apt-get install -y -q --no-install-recommends postgresql redis-server; } \
	    > .make/apt.log 2>&1 < /dev/null; then exit 0; fi
	  tail -n 5 .make/apt.log
	fi
	echo "For the tests of faults on PostgreSQL and Redis, install Debian's packages postgresql and redis-server."
	echo "Without them they run on SQLite alone."

test: browser servers ## Run all tests, two at a time (ARGS="-m 'not slow'" leaves the slow ones out)
	@exec $(PYTHON) -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

faults: servers ## Measure how soon a site recovers, 200 submissions for each fault (FAULTS_SEED=n; 20 to 30 minutes)
	@FAULTS_FULL_SIZE=1 exec $(PYTHON) -m pytest -s tests/faults $(ARGS)

test-containers: dev ## Build the images and try the composed site on a real Docker engine (KEEP=FOLDER keeps the images)
	@exec $(PYTHON) -m containers.trial

jax: setup ## Add JAX, for exercises with `environment: keras-jax`
	@$(call install,jax,JAX)

torch: setup ## Add PyTorch, for exercises with `environment: keras-torch`
	@$(call install,torch,PyTorch)

test-backends: dev jax torch ## Grade the same exercises on TensorFlow, JAX and PyTorch
	@exec $(PYTHON) -m pytest tests/grader/test_backends.py $(ARGS)

test-gpu: ## Run the tests that need an NVIDIA GPU; PYTHON=python3 takes the packages of this machine
	@exec $(PYTHON) -m pytest -c tests/gpu/pytest.ini --confcutdir tests/gpu tests/gpu $(ARGS)

fuzz: dev ## Fuzz what is read from untrusted processes (SECONDS=60 each; TARGET=messages for one)
	@for target in $(or $(TARGET),$$($(PYTHON) -c 'from tests.fuzz.targets import TARGETS; print(*TARGETS)')); do
	  echo "Fuzzing $$target for $(or $(SECONDS),60) s …"
	  $(PYTHON) -m tests.fuzz.run $$target --seconds $(or $(SECONDS),60) 2>&1 | grep -E "stat::|ERROR|Error|artifact" || true
	  if compgen -G "var/fuzz/$$target/*-*" >/dev/null; then echo "Found something: see var/fuzz/$$target"; exit 1; fi
	done

check: dev ## Run the linters and the type checker
	@$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	$(TEST_SETTINGS) $(PYTHON) manage.py makemigrations --check --dry-run

audit: setup ## Ask the advisory databases about every pinned package (needs their network; 1 = vulnerable, 2 = not looked up)
	@if [ ! -x .make/audit/bin/python ]; then
	  $(PYTHON) -m venv .make/audit
	  .make/audit/bin/python -m pip --quiet --disable-pip-version-check install 'pip-audit>=2.10,<3'
	fi
	exec .make/audit/bin/python containers/audit.py

bench: setup ## Measure; prints a table and writes a JSON file
	@exec $(PYTHON) -m benchmarks $(ARGS)

bench-peers: dev ## Measure beside Otter-Grader and nbgrader, in an environment of their own (ARGS="-n 3" for fewer runs)
	@peers=.make/peers
	list=benchmarks/peers
	stamp=.make/peers-$$(cat $$list/requirements.txt $$list/constraints.txt | sha256sum | cut -c1-16)
	if [ ! -e $$stamp ]; then
	  echo "Installing Otter-Grader and nbgrader in $$peers; the first time this downloads about 450 MB …"
	  rm -rf $$peers .make/peers-*
	  $(PYTHON) -m venv $$peers
	  $$peers/bin/python -m pip --quiet --disable-pip-version-check install -c $$list/constraints.txt -r $$list/requirements.txt
	  touch $$stamp
	fi
	exec $(PYTHON) -m benchmarks.peers --programs $$peers/bin $(ARGS)

demo-data: setup ## Fill a demonstration course with 60 made-up students and really graded work (ARGS="--units 2")
	@export BACKPASS_EMBEDDED=1
	$(PYTHON) manage.py migrate --verbosity 0
	$(PYTHON) manage.py load_content > /dev/null
	if [ -z "$${DATABASE_URL:-}" ]; then $(PYTHON) manage.py create_demo_accounts; fi
	exec $(PYTHON) manage.py make_demo_data $(ARGS)

assets: ## Build the scripts and styles in frontend/ (needs Node; the results are committed)
	@cd frontend
	npm ci --no-audit --no-fund
	npm run build

messages: dev ## Bring locale/ up to date with the texts of the site (needs gettext; the results are committed)
	@options=(--locale ko --no-location --no-wrap --no-obsolete)
	for folder in $(VENV) frontend/node_modules frontend/static courses/content tests var; do options+=(--ignore $$folder); done
	$(TEST_SETTINGS) $(PYTHON) manage.py makemessages "$${options[@]}"
	$(TEST_SETTINGS) $(PYTHON) manage.py compilemessages --locale ko --ignore $(VENV)

clean: ## Remove what was built or downloaded; the data in var/ stays
	@rm -rf $(VENV) .make .mypy_cache .ruff_cache .pytest_cache test-results frontend/node_modules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
