# Two commands do everything on a fresh machine: `make chat` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OFFICIAL := ../shared/data/peraturan

.PHONY: chat test check eval install docs vectors bench clean

chat: $(VENV)/.installed
	$(BIN)/netral index build
	$(BIN)/netral chat

test: check
	$(BIN)/pytest
	$(BIN)/netral eval run --system netral --gate

# one layer in seconds: make test-corpus, test-index, test-assistant, test-evals
test-%: $(VENV)/.dev
	$(BIN)/pytest tests/$*

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/netral library check $(if $(wildcard $(OFFICIAL)),--official $(OFFICIAL))

eval: $(VENV)/.dev
	$(BIN)/netral eval run

# after a change of the library: its catalogue, and the vectors that travel with the package
docs: $(VENV)/.dev
	$(BIN)/netral library docs

vectors: $(VENV)/.dev
	$(BIN)/netral index ship

# what an answer costs and how the index grows: twenty minutes on two cores, most of it for 500,000 chunks
bench: $(VENV)/.dev
	$(BIN)/netral eval bench --size 10000 --size 100000 --size 500000

install: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/.dev: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) build *.egg-info
