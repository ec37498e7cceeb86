# Every command around the code, one line a target where it can be. `make` alone lists them.
# PYTHON       the Python that makes the virtual environment: 3.11 or later
# TORCH_INDEX  on Linux, the address of a package index with CPU builds of torch; asked for torch alone
# ARGS         what is handed on: make test ARGS="-k fusion", make run ARGS="--port 8000"
PYTHON ?= python3
TORCH_INDEX ?=
# PARALLEL     how the tests are shared out among processes
ARGS ?=
PARALLEL ?= --numprocesses=2 --dist=loadfile
VENV ?= .venv
PY = $(VENV)/bin/python
PIP = $(PY) -m pip --disable-pip-version-check
UV = $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate
UV_TORCHLESS = $(UV) --excludes requirements/torch.lock --custom-compile-command "make lock" $(LOCK_ARGS)

.DEFAULT_GOAL = help
.DELETE_ON_ERROR:
.PHONY: help install run test soak check eval table bench bench-scale bench-store bench-crowd bench-page pictures lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' Makefile

install: $(VENV)/.installed ## make the virtual environment and install what running needs

run: install ## index the corpus, then serve the page on 127.0.0.1:7860
	$(PY) -m ingest || test $$? -eq 1 # 1: done, though some documents failed
	$(PY) app.py $(ARGS)

test: $(VENV)/.installed-dev ## run the tests, two files at a time; one after the other with PARALLEL=
	OMP_NUM_THREADS=1 $(PY) -m pytest $(PARALLEL) $(ARGS)

soak: $(VENV)/.installed-dev ## break the index in every way that the tests know: about ten minutes
	CANDOUR_SOAK=1 $(PY) -m pytest tests/test_faults.py $(ARGS)

check: $(VENV)/.installed-dev ## check style, types and the direction of imports
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy app.py ui ingest retriever tests benchmarks
	$(VENV)/bin/lint-imports

eval: install ## measure the golden questions over the demonstration; fail below the pinned floors
	$(PY) -m retriever evaluate tests/eval/golden --floors tests/eval/floors.toml $(ARGS)

table: install ## write docs/measured.md: make table ARGS="FOLDER-OR-JSON..."
	$(PY) benchmarks/table.py $(ARGS)

bench: install ## measure speed
	$(PY) benchmarks/speed.py $(ARGS)

bench-scale: install ## measure the index at 10,000, 100,000 and 1,000,000 passages: 6 GB, half an hour
	$(PY) benchmarks/scale.py $(ARGS)

bench-store: $(VENV)/.installed-dev ## measure the index folder and a PostgreSQL database side by side: 2 GB, six minutes
	$(PY) -m benchmarks.store $(ARGS)

bench-crowd: install ## measure the page under many askers, and its memory over 2,000 answers: ten minutes
	$(PY) benchmarks/crowd.py $(ARGS)

bench-page: $(VENV)/.installed-dev ## measure a long conversation in a browser: make bench-page ARGS=ADDRESS
	$(PY) benchmarks/long_chat.py $(ARGS)

pictures: $(VENV)/.installed-dev ## take pictures of every state of the page for docs/pictures/: five minutes
	$(PY) -m benchmarks.pictures $(ARGS)

lock: | $(PY) ## write the lock files again; LOCK_ARGS=--upgrade takes newer versions
	$(PIP) install --quiet uv
	$(UV_TORCHLESS) --output-file requirements/run.lock pyproject.toml requirements/torch-needs.in
	$(UV_TORCHLESS) --output-file requirements/dev.lock pyproject.toml --extra dev --constraints requirements/run.lock \
		$$(sed -n 's/^\([a-z0-9-]*\)==.*/--no-emit-package \1/p' requirements/run.lock)

clean: ## remove what these targets made: the environment, indexes, caches; never the corpus
	rm -rf $(VENV) index index-* build candour.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is written last and removed first, so that an installation that broke half-way is done again.
$(VENV)/.installed: requirements/run.lock requirements/torch.lock pyproject.toml | $(PY)
	rm -f $@ $(VENV)/.installed-dev
	$(PIP) install --no-deps --require-hashes -r requirements/run.lock
	$(PIP) install $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) -r requirements/torch.lock
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.installed-dev: requirements/dev.lock $(VENV)/.installed
	rm -f $@
	$(PIP) install --no-deps --require-hashes -r requirements/dev.lock
	touch $@

$(PY):
	$(PYTHON) -c 'import sys; sys.exit("Candour needs Python 3.11 or later: make PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }
