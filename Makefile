# make help 列出全部目标 lists the targets.
# Works from a clean clone with Python 3.11 and make; offline once .venv/ is filled.

VENV := .venv
BIN  := $(VENV)/bin

# The main job on the ledgers in the repository; one is there twice, in two encodings, and counts once. `make up` runs it.
LEDGERS  := $(wildcard samples/ledgers/*.xlsx samples/ledgers/*.csv)
MAIN_JOB := $(BIN)/qinglian run $(LEDGERS)
REPORT   := out/report.html

export PYTHONUTF8 := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: up down test test-slow test-both check fix docs bench lock clean help debian

up: $(REPORT) ## 安装，用样例台账跑一遍，打开演示县的网站 set up, run on the sample ledgers, open the demo site
	@echo "报告 Report: $(CURDIR)/$(REPORT)"
	@$(BIN)/qinglian up --demo --detach --open

# Once: the ledgers are asked again where they or the project changed.
$(REPORT): $(VENV)/.project $(LEDGERS)
	@mkdir -p $(dir $(REPORT))
	@$(MAIN_JOB)
	@$(MAIN_JOB) --format html --out $(REPORT)

down: ## 停止演示县的网站 end the demo site
	@$(BIN)/qinglian down --demo

test: $(VENV)/.dev debian ## 运行测试 run the tests
	@$(BIN)/pytest -m "not slow and not both" -n 2 --dist loadgroup

test-slow: $(VENV)/.dev debian ## 运行慢测试，网站在 PostgreSQL 上再跑一遍 the slow tests, and the site again on PostgreSQL
	@HYPOTHESIS_PROFILE=$${HYPOTHESIS_PROFILE:-thorough} $(BIN)/pytest -m "slow and not both" -n 2 --dist loadgroup || [ $$? -eq 5 ]
	@$(BIN)/python -m tests.web.postgres pytest tests/web -m "not slow" -n 2 --dist loadgroup

test-both: $(VENV)/.dev debian ## 每条规则在两个引擎上都问，约半小时 every rule on both engines, half an hour
	@$(BIN)/pytest -m both

check: $(VENV)/.dev ## 检查格式、类型、分层与文档 style, types, layers, documents
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy src $(wildcard bench)
	@$(BIN)/lint-imports
	@$(BIN)/yamllint --strict .
	@! find . -name '*.yml' -not -path './$(VENV)/*' | grep . || { echo ".yml 应写作 should be .yaml"; exit 1; }
	@$(BIN)/qinglian docs --check

fix: $(VENV)/.dev ## 自动改正格式 mend what ruff can mend
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

docs: $(VENV)/.project ## 重新生成文档页 write the generated pages
	@$(BIN)/qinglian docs

bench: $(VENV)/.dev ## 测速 measure against the numbers in docs/benchmarks.md
	@$(BIN)/python -m bench

lock: ## 重新锁定依赖版本（需要 uv）pin requirements/*.in again (needs uv and a network)
	@$(LOCK) requirements/base.in requirements/build.in -o requirements/base.txt
	@$(LOCK) requirements/base.in requirements/build.in requirements/dev.in -c requirements/base.txt -o requirements/dev.txt

clean: ## 删除 .venv、缓存与产物 remove .venv, caches and results
	rm -rf $(VENV) build dist out .out .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache src/*.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## 显示本页 show this page
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

LOCK := uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-header --no-emit-index-url --no-emit-find-links

# --- What is installed. Each stamp is as old as the last install of the file it stands for. ---

# The first Python found that is new enough; `make PYTHON=… up` takes another.
PYTHON ?= $(shell for python in python3.11 python3 python3.12 python3.13 python3.14; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

$(BIN)/python:
	@[ -n "$(PYTHON)" ] || { echo "需要 Python 3.11 或更新版本 Python 3.11 or later is needed"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(PYTHON) -m virtualenv --version >/dev/null 2>&1 \
		|| .ci/apt $(notdir $(PYTHON))-venv
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || $(PYTHON) -m virtualenv -q $(VENV) 2>/dev/null \
		|| { rm -rf $(VENV); echo "缺少 venv，请先执行 venv is missing, first run: apt-get install python3-venv"; exit 1; }

$(VENV)/.base: requirements/base.txt | $(BIN)/python
	@echo "安装依赖，首次需要几分钟 Installing what it needs, a few minutes the first time"
	@$(BIN)/python -m pip install --quiet --require-hashes -r $<
	@touch $@

$(VENV)/.dev: requirements/dev.txt | $(VENV)/.project
	@echo "安装测试工具 Installing what tests need"
	@$(BIN)/python -m pip install --quiet --require-hashes -r $<
	@touch $@

# Without isolation: the build backend is pinned in base.txt, so nothing is fetched.
$(VENV)/.project: pyproject.toml $(wildcard requirements/*.in) $(VENV)/.base
	@$(BIN)/python -m pip install --quiet --no-index --no-deps --no-build-isolation --editable .
	@touch $@

debian:
	@.ci/apt chromium fonts-noto-cjk openjdk-17-jre-headless postgresql libreoffice-writer-nogui
