# `make chat` starts a conversation, `make test` runs every check; `make help` lists the rest.
# Only Python 3.11 or later is required; everything else is installed into $(VENV) from the hashed locks in locks/.

VENV ?= .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest --numprocesses logical --dist worksteal
QUESTIONS := tests/test_questions.py tests/questions tests/intents/test_accountability.py tests/tools/test_fuzz.py
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input install --require-hashes
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate

.PHONY: help chat test lint format types imports tests questions e2e docker-test eval ablate fuzz bench soak pictures lock wheel clean
.DELETE_ON_ERROR:

help:
	@echo 'make chat    在终端里提问（也可以用管道：echo 问题 | make -s chat）'
	@echo 'make test    检查风格、类型、依赖方向，运行测试'
	@echo 'make questions  检查问题集的得分，逐词核对，随机提问（几分钟）'
	@echo 'make format  整理代码的格式'
	@echo 'make e2e     与机器人对话：真的进程，本机的 Bot API 服务器（几分钟）'
	@echo 'make eval    给问题集打分'
	@echo 'make ablate  找出语法和词表里哪些去掉也不改变任何回答（几分钟）'
	@echo 'make fuzz    随机提问，找出让引擎出错的问题（几分钟）'
	@echo 'make bench   测速'
	@echo 'make soak    反复强行终止、换备机、写满磁盘，量内存（十分钟左右）'
	@echo 'make pictures  画 docs/pictures 里的图'
	@echo 'make docker-test  不用 Docker，照 Dockerfile 的步骤做一遍'
	@echo 'make lock    重新锁定依赖的版本'
	@echo 'make wheel   打包到 dist/'
	@echo 'make clean   删除环境、dist/ 和各种缓存'

chat: $(VENV)/.run
	@$(BIN)/python -m bot chat

test: lint types imports tests

lint: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check

format: $(VENV)/.dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

types: $(VENV)/.dev
	$(BIN)/mypy

imports: $(VENV)/.dev
	$(BIN)/lint-imports

tests: $(VENV)/.dev
	$(PYTEST) $(foreach path,tests/e2e tests/botapi $(QUESTIONS),--ignore $(path))

questions: $(VENV)/.dev
	$(PYTEST) $(QUESTIONS)

e2e: $(VENV)/.dev
	$(BIN)/python -m pytest tests/botapi tests/e2e

# Run the Dockerfile's steps without Docker; PYTHON takes the place of the base image's Python.
docker-test: $(VENV)/.dev
	@$(BIN)/python -m tests.tools.docker $(PYTHON)

eval: $(VENV)/.dev
	@$(BIN)/python -m tests.questions.eval

ablate: $(VENV)/.dev
	@$(BIN)/python -m tests.tools.ablate

fuzz: $(VENV)/.dev
	@$(BIN)/python -m tests.tools.fuzz

bench: $(VENV)/.dev
	@$(BIN)/python -m tests.tools.bench

soak: $(VENV)/.dev
	@$(BIN)/python -m tests.tools.soak

pictures: $(VENV)/.dev
	@$(BIN)/python -m tests.tools.doc_pictures

lock: $(VENV)/.run
	$(BIN)/python -m pip --disable-pip-version-check --quiet install uv
	$(LOCK) --group build --output-file locks/build.lock
	$(LOCK) pyproject.toml --output-file locks/run.lock
	$(LOCK) --group dev --constraint locks/build.lock --constraint locks/run.lock --output-file locks/dev.lock

wheel: $(VENV)/.run
	$(BIN)/python -m pip --disable-pip-version-check wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

clean:
	rm -rf .venv* dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

# The stamp file is touched last, so that a failed setup starts again; a changed lock rebuilds the environment.
# Setup writes to standard error and does not read standard input, which belongs to the chat.
$(VENV)/.run: locks/build.lock locks/run.lock
	@exec >&2 </dev/null; set -e; \
	python=; \
	for name in $(PYTHON) python3 python python3.13 python3.12 python3.11 python3.14; do \
		if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$name; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo '找不到 Python 3.11 或更新的版本。装好以后再来一次，或者写明在哪里：make PYTHON=/…/python3'; exit 1; \
	fi; \
	echo "正在准备环境 $(VENV)（只有这一次，大约半分钟）：1/3 新建"; \
	$$python -m venv --clear $(VENV); \
	echo '正在准备环境：2/3 打包工具'; \
	$(PIP) --requirement locks/build.lock; \
	echo '正在准备环境：3/3 运行所需的库'; \
	$(PIP) --no-build-isolation --use-pep517 --requirement locks/run.lock; \
	$(BIN)/python -m pip --disable-pip-version-check install --quiet --no-deps --no-build-isolation --editable .; \
	touch $@

$(VENV)/.dev: $(VENV)/.run locks/dev.lock
	@exec >&2 </dev/null; set -e; \
	echo '正在准备环境：开发工具'; \
	$(PIP) --requirement locks/dev.lock; \
	touch $@
