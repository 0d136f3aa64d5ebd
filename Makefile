# Two commands: `make run` and `make test`. Both install what they need into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test lint docs texts bench chaos soak interop node lexicon clean

$(VENV)/run.stamp: pyproject.toml .constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c .constraints.txt -e .
	touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c .constraints.txt -e '.[test,lint]'
	touch $@

run: $(VENV)/run.stamp
	$(BIN)/doria up

# Bytecode is kept, whatever the environment says: else each process of `doria up` would compile Doria anew.
test: $(VENV)/test.stamp
	$(BIN)/python -m tests.browser_setup
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n 3

lint: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(VENV)/run.stamp
	$(BIN)/python -m gateway.cli.references

# After a change of an English text, or of the names of texts.
texts: $(VENV)/run.stamp
	$(BIN)/python -m gateway.cli.catalogues

bench: $(VENV)/test.stamp
	$(BIN)/python -m tests.bench

chaos: $(VENV)/test.stamp
	$(BIN)/python -m tests.chaos

# Ten minutes of load. `python -m tests.soak 10` takes ten seconds for each scene.
soak: $(VENV)/test.stamp
	$(BIN)/python -m tests.soak

# Others' clients against the simulated network. Without Node.js half of them are skipped, loudly; `make node` installs it.
interop: $(VENV)/test.stamp
	$(BIN)/python -m tests.interop

node: $(VENV)/test.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c .constraints.txt -e '.[interop]'

# Trains the models that read texts on the phrases of tests/lexicon and tests/answers, and prints their figures.
lexicon: $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c .constraints.txt -e '.[lexicon]'
	$(BIN)/python -m tests.lexicon
	$(BIN)/python -m tests.answers

clean:
	rm -rf $(VENV) tests/interop/node_modules
