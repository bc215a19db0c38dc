# 标尺 Biaochi。每个命令都会先准备好它要用的东西；没有变化时不重复准备。
PYTHON ?= python3
VENV := .venv/bin
# 传给 pytest 的参数，例如 make test ARGS="-k fonts"
ARGS ?=
# 测试分给各个核；一个文件的测试留在一处（共用建好的东西），最久的文件在最前（见 tests/conftest.py）
SPREAD := -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

export NO_MKDOCS_2_WARNING := 1
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help setup setup-test build check serve test test-slow bench clean

help:  ## 列出所有命令
	@echo '标尺 Biaochi：make 命令'
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

setup:  ## 准备虚拟环境、锁定的依赖、字体和印刷用的系统库
	@$(PYTHON) tools/prepare.py

setup-test:
	@$(PYTHON) tools/prepare.py --test

build: setup  ## 核对内容，生成 site/ 网站与其中的 PDF
	@$(VENV)/biaochi build $(ARGS)

check: setup  ## 只核对内容
	@$(VENV)/biaochi check $(ARGS)

serve: setup  ## 实时预览，保存即刷新
	@$(VENV)/biaochi serve $(ARGS)

test: setup-test  ## 运行测试（包括浏览器测试）
	@$(VENV)/python -m pytest -m "not slow" $(SPREAD) $(ARGS)

test-slow: setup-test  ## 运行其余的：长的随机序列、上千页的手册
	@$(VENV)/python -m pytest -m slow $(SPREAD) $(ARGS)

bench: setup-test  ## 量核对、建站和印刷的用时
	@$(VENV)/python -m benchmarks $(ARGS)

clean:  ## 删去生成物和虚拟环境（内容不动）
	@rm -rf .venv site .biaochi build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@rm -rf "$$(git rev-parse --git-path biaochi)"
	@find mkdocs_plugins tests -name __pycache__ -type d -prune -exec rm -rf {} +
