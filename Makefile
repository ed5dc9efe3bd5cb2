# Living Charter. Needs python3 (3.11 to 3.13) with venv and pip, and make; everything else goes into .venv.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install run demo test quick test-browser coverage check audit bench docs words schema shots cut release lock clean

help: ## Show what can be done here
	@echo "Living Charter: make TARGET"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{ printf "%-16s%s\n", $$1, $$2 }'
	@echo "Settings: HOST=$(HOST) PORT=$(PORT) PYTHON=$(PYTHON)"

# --- Run ---------------------------------------------------------------------------------------

run: $(VENV)/.run ## Serve the charters of this place; HOST and PORT may be given
	@$(BIN)/charter start --host $(HOST) --port $(PORT)

demo: $(VENV)/.run ## Serve an invented community with amendments in every state, to look around
	@$(BIN)/charter demo --host $(HOST) --port $(PORT)

# --- Work --------------------------------------------------------------------------------------

install: $(VENV)/.dev ## Build .venv with everything that work on the program needs

# Browser tests run in a process of their own: Playwright's event loop would disturb other tests in
# it. It runs beside the others, and what it says comes after them. Both runs are made even if the
# first fails, so that one run tells everything. Neighbours stay together in one process, which
# builds once what they share; who has nothing left to do takes half of what another has.
PYTEST = $(BIN)/python -m pytest -q
BROWSER_TESTS = $(PYTEST) tests/browser
TESTS = $(PYTEST) -n auto --maxprocesses 4 --dist worksteal tests --ignore tests/browser

test: $(VENV)/.dev ## Run every test; what is not installed here (PostgreSQL, Chromium) is skipped and named
	@said=$$(mktemp); failed=0; $(BROWSER_TESTS) >"$$said" 2>&1 & browser=$$!; \
	trap 'kill $$browser; rm -f "$$said"; exit 130' INT TERM; \
	$(TESTS) || failed=1; wait $$browser || failed=1; \
	echo; echo "In the browser:"; cat "$$said"; rm -f "$$said"; exit $$failed

# What a change needs first. PostgreSQL, browsers, and what takes more than a few seconds are left
# to `make test`.
quick: $(VENV)/.dev ## Run in a few minutes what a change needs first: rules, acts on SQLite, pages, documents
	@$(TESTS) -m "not postgresql and not slow"

# The look-up of known weaknesses needs a service that cannot be reached from everywhere: what it
# finds fails the check, that it cannot be asked is said.
AUDIT_IF_IT_CAN_BE_ASKED = if found=$$($(MAKE) --no-print-directory audit 2>&1); then echo "$$found"; \
    elif echo "$$found" | grep -Eq '^Found [0-9]+ known vulnerabilit'; then echo "$$found"; exit 1; \
    else echo "make audit: the look-up could not be made from here."; fi

test-browser: $(VENV)/.dev ## Run the browser tests alone
	@$(BROWSER_TESTS)

coverage: $(VENV)/.dev ## Show which lines and branches of the rules and the texts their own tests reach
	@$(BIN)/python -m coverage run -m pytest -q tests/amendments tests/charter
	@$(BIN)/python -m coverage report

check: $(VENV)/.dev ## Check style, types, import rules, migrations, and known weaknesses of dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m app.storage.upkeep.migrate --check
	$(BIN)/sphinx-build -q -W -b html docs build/docs
	@$(AUDIT_IF_IT_CAN_BE_ASKED)

audit: $(VENV)/.dev ## Ask for known weaknesses in what the program depends on (needs the network)
	$(BIN)/pip-audit --strict --require-hashes --disable-pip --progress-spinner off -r requirements/run.lock

bench: $(VENV)/.dev ## Run the benchmarks
	@$(BIN)/python -m bench

docs: $(VENV)/.dev ## Build the documentation as a small site into build/docs
	@$(BIN)/sphinx-build -q -W -b html docs build/docs && echo "build/docs/index.html"

words: $(VENV)/.dev ## Collect new sentences into the catalogues of app/locale, and name what is to be translated
	@$(BIN)/python -m tests.support.words

schema: $(VENV)/.dev ## Make what a new migration brings along: a database to test with, and its digest
	@$(BIN)/python -m tests.support.schemas.making

shots: $(VENV)/.dev ## Take pictures of every page into shots/, to look at (needs Chromium)
	@$(BIN)/python -m tests.browser.shots

# --- Releases ----------------------------------------------------------------------------------

cut: $(VENV)/.dev ## Give what is unreleased in the changelog its VERSION and day
	@$(BIN)/python -m tests.support.releasing cut "$(VERSION)"

release: $(VENV)/.dev ## Build the release that the tag on this commit names, into dist/
	@$(BIN)/python -m tests.support.releasing

# --- Upkeep ------------------------------------------------------------------------------------

# The versions that stand in the locks are kept as long as pyproject.toml allows them. uv writes the
# locks and is used for nothing else. What is run is a subset of what is tested: hence --constraint.
lock: ## Write requirements/*.lock anew; UPGRADE=1 takes the newest versions
	@tools=$$(mktemp -d) && trap 'rm -rf "$$tools"' EXIT && \
	$(PYTHON) -m venv "$$tools" && \
	"$$tools/bin/pip" install --quiet --disable-pip-version-check uv && \
	compile() { "$$tools/bin/uv" pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	    --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" "$$@"; } && \
	compile $(if $(UPGRADE),--upgrade) --group build --group dev -o requirements/dev.lock && \
	compile --upgrade --group build --constraint requirements/dev.lock -o requirements/run.lock && \
	echo "requirements/run.lock and requirements/dev.lock are up to date."

clean: ## Remove what was built; data/ stays
	rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache .schemathesis
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +

# --- .venv -------------------------------------------------------------------------------------

# A stamp is a copy of the lock that was installed. If a lock has changed since, .venv is built from
# nothing, so that no package of the old lock stays behind; if only pyproject.toml is newer, what is
# there is brought up to date. Compiling all files at once afterwards is faster than pip's own way.
$(VENV)/.run $(VENV)/.dev: $(VENV)/.%: requirements/%.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || { \
	    echo "Python 3.11, 3.12 or 3.13 is needed; name one like this: make install PYTHON=python3.12" >&2; exit 1; }
	@for stamp in run dev; do \
	    if [ -e $(VENV)/.$$stamp ] && ! cmp -s requirements/$$stamp.lock $(VENV)/.$$stamp; then rm -rf $(VENV); fi; \
	done
	@$(BIN)/python -c '' 2>/dev/null || { rm -rf $(VENV); $(PYTHON) -m venv $(VENV); }
	@echo "Installing what requirements/$*.lock names into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --no-compile \
	    --require-hashes -r requirements/$*.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --no-index \
	    --no-build-isolation --no-deps -e .
	@$(BIN)/python -m compileall -q -j 0 $(VENV)/lib >/dev/null || true
	@cp requirements/$*.lock $@
