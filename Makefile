# `make demo` sets up and compares the sample client; `make test` sets up and passes everything.
PYTHON ?= python3
VENV ?= .venv

ifeq ($(OS),Windows_NT)
BIN = $(VENV)/Scripts
else
BIN = $(VENV)/bin
endif

.PHONY: demo test train bench sample-docs lock clean

demo: $(VENV)/.runtime
	$(BIN)/covergap compare sample_docs/client --out outputs || [ $$? -eq 1 ]  # 1: some sample documents are damaged on purpose

test: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2

train: $(VENV)/.dev
	$(BIN)/python -m models.classifier.train

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks.comparison

sample-docs: $(VENV)/.dev
	$(BIN)/python -m sample_docs.generate

lock: $(VENV)/.dev
	$(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --python-version 3.11 -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes --python-version 3.11 -c requirements.lock -o requirements-dev.lock

$(VENV)/.created:
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: $(VENV)/.created requirements.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info
