# The front door. Each target installs what it misses.
BUILD ?= build
.PHONY: build demo test bench install configure

install:
	@scripts/install.sh

configure: install
	@scripts/configure.sh $(BUILD)

build: configure
	@ninja -C $(BUILD)
