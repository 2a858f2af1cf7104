.DEFAULT_GOAL := help
.PHONY: help setup run test check format bench calibration references install clean

AS_OF ?= 2026-11-16
PREFIX ?= $(HOME)/.local

help: ## list what can be done
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

setup:
	@./scripts/setup.sh

test: setup ## build everything and run all tests
	swift test

format: ## format the sources in place
	swift format --in-place --recursive Sources Tests

clean: ## remove what was built
	rm -rf .build
