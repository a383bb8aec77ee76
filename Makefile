# 政务公开台账。make help 列出全部目标。All set-up is done by the targets themselves.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# Debian's own name first: `python3` may be an older or newer one on a PC with several.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
export PYTHON
BIN := .venv/bin
OUT ?= out

# For which machine `make deb` builds. REF=tag or commit: that one, from a clean clone of it (deb and windows).
ARCH ?= amd64
REF ?=
VERSION = $(shell sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
# An old system can only be set up by root; sudo keeps just these settings.
AS_ROOT = $(if $(filter 0,$(shell id -u)),,sudo --preserve-env=ARCH,GONGKAI_BUILD_CACHE,DEBIAN_MIRROR)

# The tests and pictures need no screen; `make run` opens a real window.
OFFSCREEN := QT_QPA_PLATFORM=offscreen

.PHONY: help demo test lint run screenshots handbook fonts windows test-windows clean deb test-deb

help: ## 列出全部目标 / list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: .cache/system-demo fonts ## 用示例走完全部工作：台账、Excel、督办通知、月报，存入 out/demo / the whole job on the sample
	$(OFFSCREEN) $(BIN)/gongkai demo $(OUT)/demo

test: .cache/system-test lint fonts ## 全部检查与测试 / all checks and tests
	@echo '== 测试 / pytest'
	$(OFFSCREEN) $(BIN)/pytest -q -n 2

lint: .cache/environment ## 格式、写法、类型、分层检查 / format, style, types, layers
	@echo '== 格式 / ruff format'
	$(BIN)/ruff format --check .
	@echo '== 写法 / ruff check'
	$(BIN)/ruff check .
	@echo '== 类型 / mypy'
	$(BIN)/mypy
	@echo '== 分层 / lint-imports'
	$(BIN)/lint-imports

run: .cache/system-demo fonts ## 打开程序窗口 / open the window
	$(BIN)/gongkai

screenshots: .cache/system-demo fonts ## 各页面与对话框的图片，存入 out/screenshots，手册的插图一并更新 / pictures of every page and dialog
	$(OFFSCREEN) $(BIN)/python -m gongkai_desktop.cli.screenshots $(OUT)/screenshots --handbook docs/handbook/pictures

handbook: .cache/system-demo fonts ## 用户手册，存成 out/用户手册.pdf / the handbook as a PDF
	$(OFFSCREEN) $(BIN)/python -m gongkai_desktop.cli.handbook $(OUT)/用户手册.pdf

papers: .cache/system-test fonts ## 督办文书的图片（PDF 与 Word 对照），存入 docs/pictures/papers / pictures of the papers
	$(BIN)/python tests/data/make_paper_pictures.py docs/pictures/papers

fonts: .cache/environment resources/fonts/build.json ## 备好界面与公文字体 / fonts for the window and the papers

deb: $(if $(REF),,.cache/system-deb fonts) ## 安装包（统信 UOS、麒麟），存入 dist/，需管理员权限 / the .deb, as root
	@$(if $(REF),installer/at_tag.sh $(REF) deb dist,ARCH=$(ARCH) $(AS_ROOT) installer/linux/build_deb.sh dist)

test-deb: .cache/system-deb .cache/environment ## 在干净的旧版系统中安装、自检、卸载 dist/ 中的安装包 / install, self-test and remove it
	@ARCH=$(ARCH) $(AS_ROOT) installer/linux/test_deb.sh dist/政务公开台账-$(VERSION)-$(ARCH).deb $(OUT)/test-deb

windows: $(if $(REF),,build/windows/made) ## Windows 安装程序与便携版，存入 out/windows / Setup.exe and portable zip
	@$(if $(REF),installer/at_tag.sh $(REF) windows out/windows)

test-windows: build/windows/made ## 在 Wine 中安装、自检、升级、卸载 / install, try, upgrade and remove under Wine
	@installer/windows/test.sh

clean: ## 删去运行产生的文件（保留 .venv 与字体）/ remove what runs leave behind
	rm -rf $(OUT) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# --- set-up: each stamp is renewed when what it depends on changes -------------------------------------------------

.cache/system-%: installer/setup_system.sh
	@mkdir -p .cache
	@installer/setup_system.sh $*
	@touch $@

# pyvenv.cfg is written when the environment is made, so a deleted .venv is made and filled anew.
.venv/pyvenv.cfg: | .cache/system-demo
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo '需要 Python 3.11 或更高版本 / Python 3.11 or later is needed' >&2; exit 1; }
	@echo '建立 Python 环境 .venv / making the Python environment'
	@$(PYTHON) -m venv --clear .venv

.cache/environment: pyproject.toml .venv/pyvenv.cfg
	@echo '安装 Python 软件包（按 pyproject.toml，装入 .venv）/ installing Python packages into .venv'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

# The script itself does nothing when its fonts are complete; build.json is the last file it writes.
resources/fonts/build.json: installer/build_fonts.py | .cache/environment
	@echo '备好字体（取自 Debian 字体包，存入 resources/fonts）/ building the fonts into resources/fonts'
	@$(BIN)/python installer/build_fonts.py
	@touch $@

# --- Windows: built in a Debian 13 of its own, which installer/windows/toolbox.sh makes ----------------------------

PROGRAM_SOURCES = $(shell find gongkai_desktop resources docs/handbook build.spec pyproject.toml -type f \
	! -path '*/__pycache__/*' ! -path 'resources/fonts/*')

.cache/windows/python/python.exe: installer/windows/make_python.sh $(wildcard installer/windows/*.txt) | .cache/environment
	@installer/windows/make_python.sh
	@touch $@

WINDOWS_BUILD = $(addprefix installer/windows/,toolbox.sh build.sh prepare.py freeze.sh bundle.py make_setup.sh setup.nsi)

build/windows/made: .cache/windows/python/python.exe $(WINDOWS_BUILD) installer/licences.py $(PROGRAM_SOURCES) | fonts
	@installer/windows/build.sh
	@touch $@
