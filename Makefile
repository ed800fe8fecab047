# What people type. Each target installs by apt what it needs and does not find, and nothing when all is there.

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
BINARY = .build/release/wrkaud

.PHONY: help demo test test-arm bench build install docs pictures clean build-tools test-tools

help:
	@echo 'make demo      build, and open the sample journal'
	@echo 'make test      run all tests'
	@echo 'make test-arm  run the C kernels as arm64 has them, in an emulator'
	@echo 'make bench     measure beside DuckDB and Polars (Benchmarks/run --help)'
	@echo 'make build     the binary: $(BINARY), needs no file beside it'
	@echo 'make install   copy it to $$(DESTDIR)$$(PREFIX)/bin (now $(DESTDIR)$(PREFIX)/bin)'
	@echo 'make docs      write the generated parts of docs/ anew'
	@echo 'make pictures  accept the screens as they are for Tests/Pictures'
	@echo 'make clean     remove what was built'

build-tools:
	@.ci/need ncursesw/curses.h libncurses-dev zlib.h zlib1g-dev

test-tools: build-tools
	@.ci/need vterm.h libvterm-dev

build: build-tools
	$(SWIFT) build -c release --static-swift-stdlib --product wrkaud

demo: build
	$(BINARY)

test: test-tools
	.ci/test

# Needs no library of arm64: the compiler and the linker are Swift's own. For whoever changes a kernel.
ARM_KERNELS = .build/kernels-of-arm64
test-arm:
	@.ci/need ../bin/qemu-aarch64 qemu-user
	@mkdir -p .build
	"$$(dirname "$$(command -v $(SWIFT))")"/clang --target=aarch64-unknown-linux-gnu -std=c11 -O2 -Wall -Wno-nullability-completeness -ffreestanding \
		-nostdlib -static -fno-builtin -fuse-ld=lld -o $(ARM_KERNELS) Tests/ARM/kernels.c
	qemu-aarch64 $(ARM_KERNELS)

bench: build-tools
	Benchmarks/run

install: build
	install -D -m 755 $(BINARY) '$(DESTDIR)$(PREFIX)/bin/wrkaud'

# The tests compare these pages with the tables they come from; told to, they write them.
docs: test-tools
	WRKAUD_ACCEPT=1 .ci/test --filter 'KeyTableTests|FilterLanguageTests|FormatTableTests'

# Pictures of screens that tests compare with: look at the difference before it is committed.
pictures: test-tools
	WRKAUD_ACCEPT=1 .ci/test --filter 'ScreensTests'

clean:
	$(SWIFT) package clean
