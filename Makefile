# Two commands: `make run` and `make test`. Both install what they need into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# pip installs the versions of the lock alone, and compares the hash of each file.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check $(PIP_OPTIONS)
LOCKED := $(INSTALL) --require-hashes -r .lock/run.txt

# uv believes the certificates that this machine believes, as pip does.
export UV_SYSTEM_CERTS := true

.PHONY: run fresh install test lint demo docs texts axe bench chaos soak interop node lexicon clean
.PHONY: lock platforms pythons dist sbom site

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: pyproject.toml .lock/run.txt .lock/build.txt | $(BIN)/python
	$(LOCKED) -r .lock/build.txt
	$(INSTALL) --no-deps --no-build-isolation -e .
	$(BIN)/python -m pip check --quiet
	touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp .lock/test.txt
	$(LOCKED) -r .lock/test.txt
	touch $@

# The tools of one make target each: .lock/lock.txt, .lock/sbom.txt, .lock/site.txt.
$(VENV)/%.stamp: .lock/%.txt | $(BIN)/python
	$(INSTALL) --require-hashes -r $<
	touch $@

# Installs the same as `make run`, and starts nothing: for an upgrade while Doria runs.
install: $(VENV)/run.stamp

run: $(VENV)/run.stamp
	$(BIN)/doria up

# What pip installs on a fresh machine runs: in an environment of its own, whose packages nobody needs to compile.
fresh:
	$(MAKE) VENV=.venv-run PIP_OPTIONS=--no-compile .venv-run/run.stamp
	.venv-run/bin/doria --version

# Bytecode is kept, whatever the environment says: else each process of `doria up` would compile Doria anew.
test: $(VENV)/test.stamp
	$(BIN)/python -m tests.browser_setup
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n 2

lint: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# A made-up year of two communities in .doria-demo, to look at. It takes some minutes.
demo: $(VENV)/run.stamp
	test -e .doria-demo/made-up-year.json || $(BIN)/doria demo --data .doria-demo
	$(BIN)/doria up --data .doria-demo

docs: $(VENV)/run.stamp
	$(BIN)/python -m gateway.cli.references

# After a change of an English text, or of the names of texts.
texts: $(VENV)/run.stamp
	$(BIN)/python -m gateway.cli.catalogues

bench: $(VENV)/test.stamp
	$(BIN)/python -m tests.bench

chaos: $(VENV)/test.stamp
	$(BIN)/python -m tests.chaos

# Opens every page of the desk in Chromium, and writes what it finds into .docs/accessibility.md.
axe: $(VENV)/test.stamp
	$(BIN)/python -m tests.browser_setup
	$(BIN)/python -m tests.axe

# Ten minutes of load. `python -m tests.soak 10` takes ten seconds for each scene.
soak: $(VENV)/test.stamp
	$(BIN)/python -m tests.soak

# Others' clients against the simulated network. Without Node.js half of them are skipped, loudly; `make node` installs it.
interop: $(VENV)/test.stamp
	$(BIN)/python -m tests.interop

node: $(VENV)/test.stamp
	$(LOCKED) -r .lock/interop.txt

# Trains the models that read texts on the phrases of tests/lexicon and tests/answers, and prints their figures.
lexicon: $(VENV)/run.stamp
	$(LOCKED) -r .lock/lexicon.txt
	$(BIN)/python -m tests.lexicon
	$(BIN)/python -m tests.answers

# The lock, after a change of the dependencies in pyproject.toml. `make lock NEWEST=1` takes the newest of every package.
lock: $(VENV)/lock.stamp
	$(BIN)/python -m tests.installs.locks $(if $(NEWEST),--upgrade)

# The platforms and Pythons for which every package of the lock has a wheel: a table, the one of .docs/platforms.md.
platforms: $(VENV)/lock.stamp
	$(BIN)/python -m tests.installs.platforms

# All tests on each other Python of this machine, each in an environment of its own. It names those that are missing.
pythons: $(VENV)/lock.stamp
	$(BIN)/python -m tests.installs.pythons

# The source and the wheel, in dist/.
dist: $(VENV)/run.stamp
	$(BIN)/python -m hatchling build

# The parts that an installation has, with their licences: dist/doria.cdx.json, in the form of CycloneDX.
sbom: $(VENV)/sbom.stamp dist
	$(BIN)/python -m tests.installs.sbom

# The documents as pages, in build/site, with every link checked.
site: $(VENV)/site.stamp
	$(BIN)/python -m tests.site

clean:
	rm -rf $(VENV) .venv-* build dist tests/interop/node_modules
