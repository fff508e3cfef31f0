# Everything a person or CI runs. The only needs are Python 3.11+, git and make.
#
#   make demo   set up, then grade the example class
#   make test   set up, then everything that CI runs
#   make test-landlock  what depends on isolation once more, without bubblewrap
#   make torch  set up with torch, then lab 14 beside the real one
#   make lab    set up, then open JupyterLab on the first lab

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

# What the tests leave for a person to look at: screenshots.
export GRADLAB_ARTEFACTS ?= build/artefacts
export PYTHONDONTWRITEBYTECODE = 1

.PHONY: demo test test-landlock lab setup lint js types release-check unit replay torch \
	outputs site solutions-site broken constraints clean

demo: setup
	$(BIN)/autograder demo
	@echo "The labs open in JupyterLab with: make lab"

lab: setup
	$(BIN)/jupyter lab --LabApp.default_url=/lab/tree/notebooks/01_sigmoid/01_sigmoid.ipynb

test: lint js types release-check replay unit

setup: $(READY)

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed: make PYTHON=python3.12 ..."; exit 2; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -c constraints.txt -e ".[dev]"
	@touch $(READY)

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/codespell
	$(BIN)/lint-imports

# The JavaScript, with eslint and TypeScript: where Node.js is installed, and in CI.
js:
	@if command -v npm >/dev/null; then \
		npm install --silent --prefer-offline --no-package-lock --no-audit --no-fund && npm run --silent check; \
	elif [ -n "$$CI" ]; then echo "CI needs Node.js 20.19 or newer"; exit 2; \
	else echo "left out: make js needs Node.js"; fi

types: setup
	$(BIN)/mypy

# Regenerating notebooks/ must change nothing, and nothing may leak.
release-check: setup
	$(BIN)/autograder release --check

# Every lab of solutions/ is run again; its outputs must be the stored ones.
replay: setup
	$(BIN)/pytest -q -n 2 --dist loadfile --nbval --nbval-sanitize-with tests/notebooks/nbval.cfg \
		-W ignore::DeprecationWarning solutions

unit: setup
	$(BIN)/pytest -n 2

# What depends on how students' code is isolated, as where bubblewrap is missing.
TIERED := tests/probes $(addprefix tests/autograder/,execution batch plugins \
	grading/test_seed.py)

test-landlock: setup
	PATH="$$(sh tests/path_without.sh build/no-bubblewrap bwrap)" \
		GRADLAB_MUST_HAVE=landlock $(BIN)/pytest -n 2 $(TIERED)

# Thousands of broken notebooks, other ones each time; `unit` takes a few hundred.
broken: setup
	GRADLAB_BROKEN=5000 $(BIN)/pytest -n 2 tests/autograder/grading/test_broken_notebooks.py

# Lab 14 beside the real torch: its recorded numbers, and the answers' gradients.
torch: setup
	$(BIN)/python -m pip install --quiet -c constraints.txt -e ".[torch]"
	$(BIN)/python -c 'import torch; print("torch", torch.__version__)'
	$(BIN)/pytest tests/notebooks/test_torch.py
	$(BIN)/pytest -q --nbval --nbval-sanitize-with tests/notebooks/nbval.cfg \
		-W ignore::DeprecationWarning solutions/14_autodiff

# After editing a lab in solutions/: run it, store its outputs, release it.
outputs: setup
	$(BIN)/jupyter nbconvert --to notebook --execute --inplace \
		--ExecutePreprocessor.record_timing=False \
		--ExecutePreprocessor.store_widget_state=False \
		--NotebookExporter.preprocessors=nbconvert.preprocessors.CoalesceStreamsPreprocessor \
		--NotebookExporter.preprocessors=autograder.course.describe.DescribePictures \
		--NotebookExporter.preprocessors=autograder.course.stable_outputs.StableOutputs \
		solutions/*/*.ipynb
	$(BIN)/autograder release

# The labs as static pages in build/site, with explorers that move without a kernel.
site: setup
	$(BIN)/python -m autograder.site build/site

# The labs with their answers and without their tests, for those who study alone: one
# page a lab in build/solutions. Not for a class that still works on them.
solutions-site: setup
	$(BIN)/python -m autograder.site --answers build/solutions

# Pin anew what a fresh installation of today gives.
constraints:
	$(PYTHON) -m venv build/pins
	build/pins/bin/python -m pip install --quiet ".[dev]"
	{ head -n 2 constraints.txt; { build/pins/bin/python -m pip freeze \
		--exclude gradlab; grep '^torch==' constraints.txt; } | sort -f; } > build/pins.txt
	mv build/pins.txt constraints.txt

clean:
	rm -rf .venv node_modules build .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
