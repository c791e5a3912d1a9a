# Everything is a thin line over uv; uv itself is installed into .uv/ where it is missing.
SHELL := /bin/bash
UV := $(shell uv --version >/dev/null 2>&1 && command -v uv || echo .uv/bin/uv)
PYTHON := $(shell for p in python3.13 python3.12 python3.11 python3; do $$p -c '' 2>/dev/null && { echo $$p; break; }; done)

# The demonstration plays on a day on which the vacancy is open. `BOT_CLOCK= make run` runs on real time.
run: export BOT_CLOCK ?= 2026-06-22T10:00

.PHONY: help run test check bench train
help: ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t12

run: $(UV) ## Start the whole product on http://localhost:8000
	@PATH="$(abspath $(dir $(UV))):$$PATH" $(UV) run vacaturebot up

test: $(UV) ## Run the whole test suite
	@PATH="$(abspath $(dir $(UV))):$$PATH" $(UV) run pytest

check: $(UV) ## Style, types and the direction of imports
	@$(UV) run ruff check . && $(UV) run ruff format --check . && $(UV) run mypy && $(UV) run lint-imports

bench: $(UV) ## Measure a turn, memory and start-up on this machine
	@PATH="$(abspath $(dir $(UV))):$$PATH" $(UV) run python -m bench

train: $(UV) ## Train the engine's model if its data changed
	@PATH="$(abspath $(dir $(UV))):$$PATH" $(UV) run vacaturebot train

.uv/bin/uv:
	@echo "uv installeren in .uv/"
	@$(PYTHON) -m venv .uv && .uv/bin/pip install --quiet uv
