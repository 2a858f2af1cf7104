.DEFAULT_GOAL := help
.PHONY: help setup run serve test check fuzz stress format mutants bench calibration references examples install clean

# The day that `make run` looks at the shipped workspace from.
AS_OF ?= 2026-11-16
PREFIX ?= $(HOME)/.local
RELEASE := swift build -c release --product

help: ## list what can be done
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

setup:
	@./scripts/setup.sh

run: setup ## build, then look at the shipped workspace as of a fixed day; writes nothing
	@$(RELEASE) mvp
	@echo; .build/release/mvp status --as-of $(AS_OF)
	@echo; .build/release/mvp review --dry-run --as-of $(AS_OF)

serve: setup ## build, then show this workspace in a browser until Ctrl-C
	@$(RELEASE) mvp
	.build/release/mvp serve

test: setup ## build everything and run all tests
	swift build --build-tests
	swift test --skip-build

check: setup ## format, imports, sizes, words, the shipped workspace and its records
	swift format lint --strict --recursive Sources Tests Package.swift
	./scripts/check-imports
	./scripts/check-sizes
	./scripts/check-words
	swift build --product mvp
	.build/debug/mvp validate --data --as-of $(AS_OF)
	.build/debug/mvp verify
	./scripts/check-docs

stress: setup ## kill a review a thousand times at random instants, and hold the records against what they were
	@$(RELEASE) mvp
	./scripts/kill-test 1000

format: ## format the sources in place
	swift format --in-place --recursive Sources Tests Package.swift

fuzz: setup ## feed every reader with changed inputs (FUZZ_RUNS, FUZZ_SECONDS, FUZZ_TARGET, FUZZ_ENGINE)
	@./scripts/fuzz

mutants: setup ## change one rule at a time (Tests/Mutants) and name the changes that no test notices; takes an hour or so
	./scripts/mutants

bench: setup ## speed of the program and the library beside floors and peers
	@$(RELEASE) mvp
	@$(RELEASE) statistics-bench
	@./scripts/bench
	@echo; .build/release/statistics-bench
	@python3 Benchmarks/peers.py || true
	@python3 Benchmarks/serve.py || true
	@echo; ./Benchmarks/calc.sh 300000

calibration: setup ## measure error rates and coverage by simulation, and write docs/calibration.md
	@$(RELEASE) calibration
	.build/release/calibration docs

references: ## make the reference rows anew (needs Python with mpmath and scipy)
	@for script in Tests/*/References/scripts/*.py; do echo "$$script"; python3 "$$script" || exit 1; done

examples: setup ## make the shipped workspace's data and records anew, and say how often each verdict falls over 200 seeds
	@$(RELEASE) example-data
	@$(RELEASE) mvp
	.build/release/example-data write experiments/data
	rm -rf records
	MVP_TODAY=$(AS_OF) .build/release/mvp review --as-of 2026-10-19 > /dev/null
	MVP_TODAY=$(AS_OF) .build/release/mvp review --as-of 2026-11-02 > /dev/null
	rm -rf reports records/.lock
	.build/release/example-data frequencies .

install: setup ## put mvp and its completions under PREFIX (default ~/.local)
	swift build -c release --product mvp --static-swift-stdlib
	install -D -m 755 .build/release/mvp $(PREFIX)/bin/mvp
	mkdir -p $(PREFIX)/share/bash-completion/completions $(PREFIX)/share/zsh/site-functions $(PREFIX)/share/fish/vendor_completions.d
	$(PREFIX)/bin/mvp --generate-completion-script bash > $(PREFIX)/share/bash-completion/completions/mvp
	$(PREFIX)/bin/mvp --generate-completion-script zsh > $(PREFIX)/share/zsh/site-functions/_mvp
	$(PREFIX)/bin/mvp --generate-completion-script fish > $(PREFIX)/share/fish/vendor_completions.d/mvp.fish

clean: ## remove what was built
	rm -rf .build .build-fuzz .build-mutants
