# The front door. Each target installs what it misses.
BUILD ?= build
PREFIX ?= /usr/local
.PHONY: help packages configure build install demo test bench

help:
	@echo "make build   build the programs: build/bin/mfcc, build/bin/mf-opt"
	@echo "make install PREFIX=P    programs, libraries and headers under P, /usr/local where it is not given; DESTDIR=D before it for packages"
	@echo "make demo    train mean flow on digits that the project draws, under 3 minutes; RUN=folder, a new one"
	@echo "make test    build and run every test"
	@echo "make bench   run the benchmarks"

packages:
	@scripts/install.sh

configure: packages
	@scripts/configure.sh $(BUILD)

build: configure
	@ninja -C $(BUILD) mfcc mf-opt

install: configure
	@ninja -C $(BUILD) mfcc mf-opt mfrt mfrt_static shell-files
	@cmake --install $(BUILD) --prefix $(PREFIX)

demo: build
	@$(BUILD)/bin/mfcc train examples/digits.toml $(if $(RUN),--run $(RUN))
	@echo "look at samples.png in that folder: every digit was made with one network evaluation"

test: configure
	@ninja -C $(BUILD)
	@cd $(BUILD) && ctest --output-on-failure -j 2

bench: configure
	@ninja -C $(BUILD) mfcc bench_gemm bench_compile
	@bench/run.sh $(BUILD)
