# Everything a developer types. Works on a machine that has only Python >= 3.11 and make; every target is safe to repeat.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The tests of one file stay in one process: the world that they share is built once. Files of many tests begin.
WORKERS := -n auto --dist loadfile
# What the run on PostgreSQL leaves out, because no database can change it: it shows, words, draws or computes what Python holds by then.
# What writes, locks, constrains, chains, orders or adds up in the database is named nowhere here, so a new test runs there at first.
PAGES := *views* *pages* *_page.py test_addresses* test_board_* test_budget_edit* test_calendar_feed* test_every_answer* test_four_nothings* test_indicator_listing* test_kinds_everywhere* test_own_board* test_own_steps* test_error_pages* test_headers* test_contrast* test_session_limits* test_site* test_admin*
WORDS := test_drafting_texts* test_explaining_* test_forms_* test_number_messages* test_period_warnings* test_presentation* test_section_texts* test_stacked_words* test_standing_words* test_texts_are_found* test_unit_words* test_wording* test_words_of*
DRAWN := test_annex* test_brief* test_chart* test_kinds_of_files* test_kinds_printed* *pdf* test_letter* test_minutes* test_qr* test_report_annexes* test_svg* test_word_report*
FILES := test_canonical* test_checking_definitions* test_comparing_definitions* test_confined* test_fingerprint* test_formatting* test_import_amounts* test_import_answers* test_import_codes* test_inspection* test_pasting* test_reading* test_same_numbers* test_spreadsheet_safety* test_typed* test_formats_agree* test_hostile_report* test_workbook.py
SUMS := test_aggregation* test_arithmetic_laws* test_budget_differences* test_budget_sums* test_calendar.py test_change.py test_comparison.py test_concerns* test_counting* test_coverage.py test_feasibility.py test_figures.py test_grid* test_numbers* test_over_time* test_places* test_plausibility* test_progress* test_pure_modules* test_quorum.py test_range_and_neutral* test_rounding* test_since_baseline* test_spans* test_stage_rules* test_stages_and_scales* test_strategy* test_tally* test_trajectory* test_unit_sums* test_women_share*
# The plan is loaded there once, by test_load_plan.py, and the demonstration once, by test_demonstration.py; queries are counted alike.
LOADED := test_checks* test_context* test_diagnosis_of_the_real_plan* test_dashboard_at_size* test_fixtures* test_run* test_seed_demo*
SAME_EVERYWHERE := $(foreach names,$(PAGES) $(WORDS) $(DRAWN) $(FILES) $(SUMS) $(LOADED),--ignore-glob='*/$(names)')
ADDRESS ?= 127.0.0.1:8000
DEMO ?= 1
DATABASE_URL ?=
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Each suite starts dozens of processes: what one of them compiled, the others need not.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup run test check format test-postgres test-browser screens bench lock messages clean

help: ## what each target does
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 18

$(VENV)/.runtime: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed (set PYTHON=…).")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

setup: $(VENV)/.dev ## the virtual environment with everything that developers need

run: $(VENV)/.runtime ## set up, load the plan and demonstration data, serve (DEMO=0: the real plan only)
	@DEMO=$(DEMO) ADDRESS=$(ADDRESS) PATH="$(CURDIR)/$(BIN):$$PATH" scripts/run

test: $(VENV)/.dev ## set up and run the suite on SQLite; no browser, no server
	@env -u DATABASE_URL $(BIN)/python -m pytest $(WORKERS) --no-migrations -q

format: $(VENV)/.dev ## put the code in the house format
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .

check: $(VENV)/.dev ## format, lint, types, import contracts, templates, migrations, deployment, translations
	@PATH="$(CURDIR)/$(BIN):$$PATH" scripts/check

test-postgres: $(VENV)/.dev ## what a database can change, on PostgreSQL through the migrations (ALL=1: the whole suite)
	@DATABASE_URL="$${DATABASE_URL:-postgres://postgres@127.0.0.1:5432/postgres}" $(BIN)/python -m pytest $(WORKERS) -q $(if $(ALL),,$(SAME_EVERYWHERE))

test-browser: $(VENV)/.dev ## the main path in Chromium, with axe
	@scripts/chromium
	@env -u DATABASE_URL $(BIN)/python -m pytest -m browser -n auto -q tests/browser

screens: $(VENV)/.dev ## pictures of the running product for docs/screens
	@scripts/chromium
	@env -u DATABASE_URL SCREENS=docs/screens $(BIN)/python -m pytest -m browser -q tests/browser -k "not no-scripts"

bench: $(VENV)/.dev ## how fast spreadsheets, figures, pages and reports are: tables, no verdict (docs/benchmarks.md)
	@$(BIN)/python -m bench

lock: $(VENV)/.dev ## resolve the requirements anew, with hashes
	$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --python-version 3.11 --no-emit-index-url --no-annotate requirements.in -o requirements.txt
	$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --python-version 3.11 --no-emit-index-url requirements-dev.in -o requirements-dev.txt

messages: $(VENV)/.dev ## collect the texts to translate and compile the translations (needs gettext)
	$(BIN)/python manage.py makemessages -l es --no-obsolete --add-location=never --ignore=$(VENV) --ignore=var --ignore=tests
	$(BIN)/python manage.py compilemessages -l es --ignore=$(VENV)

clean: ## remove what the product and its tests wrote (the database too)
	rm -rf var .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
