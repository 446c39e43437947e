# The one entrance. Every word says in Chinese what it installs, and a second run installs nothing.
# Needed beforehand: make, git, Python >= 3.11 with venv. Paths with spaces are not supported.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-builtin-rules --no-print-directory
.DELETE_ON_ERROR:
.SUFFIXES:

PYTHON ?= python3
BIN := .venv/bin
WEB := scripts/web
UV := uv==0.13.9

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUTF8 := 1
# Absolute, so that commands which tests start in other folders are counted too.
export COVERAGE_FILE := $(CURDIR)/build/coverage/data

PIP_INSTALL := $(BIN)/python -m pip install --quiet --quiet --no-input
# The lock names everything: pip must not resolve, or a newer release of a package wanted with an
# extra (coverage[toml]) stops it.
LOCKED := $(PIP_INSTALL) --require-hashes --no-deps --no-build-isolation --use-pep517

.PHONY: help site demo serve check test bench bless fix .venv node system lock clean

help:
	@echo '用法：make 加下列一个词'
	@echo '  site   检查全部记录，生成网站（build/site）'
	@echo '  demo   用虚构的演示数据生成网站（build/demo-site）'
	@echo '  serve  在本机查看网站，改动后自动更新'
	@echo '  check  只检查记录'
	@echo '  test   全部测试'
	@echo '  bench  与同类工具对比速度'
	@echo '  bless  按现在的结果重写 tests/trees 的预期输出'
	@echo '  fix    自动整理代码格式'
	@echo '  lock   重新锁定依赖（全部升级：make lock UPGRADE=--upgrade）'
	@echo '  clean  删除一切生成和安装的内容'

site: .venv/.run
	@$(BIN)/brandpilot check
	@$(BIN)/brandpilot build

# The demonstration is built in a copy, so that nothing comes to lie among the tests.
demo: .venv/.run
	@rm -rf build/demo build/demo-site && mkdir -p build && cp -R tests/trees/demo build/demo
	@$(BIN)/brandpilot --root build/demo build
	@ln -s demo/build/site build/demo-site

serve: .venv/.run
	@$(BIN)/brandpilot serve

check: .venv/.run
	@$(BIN)/brandpilot check

test: .venv/.dev $(WEB)/node_modules/.installed | system
	@echo '检查代码：ruff、mypy'
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy
	@echo '运行测试：pytest'
	@mkdir -p build/coverage
	@$(BIN)/pytest -q -n auto --cov --cov-report=term

bench: .venv/.dev $(WEB)/node_modules/.installed
	@$(BIN)/python tests/bench/run.py

bless: .venv/.dev
	@$(BIN)/pytest -q --bless tests/trees tests/test_examples.py

fix: .venv/.dev
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

# The whole working environment: what the commands need, then what the tests need.
.venv: .venv/.dev

node: $(WEB)/node_modules/.installed

.venv/.run: requirements/build.txt requirements/run.txt pyproject.toml
	@$(PYTHON) -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo '需要 Python 3.11 或更高版本，并带有 venv（Debian：apt-get install python3-venv）。' >&2; exit 2; }
	@echo '安装运行所需的 Python 包到 .venv（版本和哈希见 requirements/run.txt）'
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	@$(LOCKED) --requirement requirements/build.txt
	@$(LOCKED) --requirement requirements/run.txt
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.run
	@echo '安装测试和开发所需的 Python 包到 .venv（版本和哈希见 requirements/dev.txt）'
	@$(LOCKED) --requirement requirements/dev.txt
	@touch $@

$(WEB)/node_modules/.installed: $(WEB)/package.json $(WEB)/package-lock.json | system
	@echo '安装 Node 包到 $(WEB)/node_modules（版本和哈希见 $(WEB)/package-lock.json）'
	@cd $(WEB) && npm ci --loglevel=error
	@touch $@

# Chromium, a Chinese font, Node: nothing is done when they are there.
system:
	@scripts/install_system.sh

# uv computes the locks; it lives in a throw-away environment and is no dependency of the project.
LOCK := build/lock/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
	--no-header --no-config --python-version 3.11 $(UPGRADE)
lock:
	@echo '在 build/lock 临时安装 $(UV)，重新计算 requirements/*.txt 和 $(WEB)/package-lock.json'
	@rm -rf build/lock && $(PYTHON) -m venv build/lock && build/lock/bin/pip install --quiet $(UV)
	@$(LOCK) --group build --output-file requirements/build.txt
	@$(LOCK) pyproject.toml --group build --constraint requirements/build.txt --output-file requirements/run.txt
	@$(LOCK) pyproject.toml --group build --group dev --constraint requirements/run.txt --output-file requirements/dev.txt
	@cd $(WEB) && npm install --package-lock-only --loglevel=error
	@rm -rf build/lock

clean:
	@rm -rf .venv build $(WEB)/node_modules scripts/brandpilot.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
