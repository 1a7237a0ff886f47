# `make` alone lists what can be done.
PROGRAM := build/release/gongshi
SITE ?= .
TODAY ?= 2026-11-20
PREFIX ?= /usr/local
FUZZ_SECONDS ?= 5

.PHONY: help demo test golden-update build bench install format lint fuzz clean packages test-packages

help:
	@echo "make demo      install what is lacking, build, make the sample portal, check it, say how to open it"
	@echo "make test      the same set-up, then every test"
	@echo "make build     the program at $(PROGRAM)"
	@echo "make bench     measure against the budgets (sizes: make bench RECORDS=100000 HUGO_RECORDS=10000)"
	@echo "make install   install into PREFIX ($(PREFIX))"
	@echo "make fuzz      fuzz every reader for FUZZ_SECONDS ($(FUZZ_SECONDS)) each"
	@echo "make format    clang-format everything; make lint: clang-tidy"
	@echo "make golden-update  write the golden sites (tests/golden/) anew, to be read as a diff"

packages:
	@sh packages/install.sh packages/build.txt

test-packages: packages
	@sh packages/install.sh packages/test.txt
	@sh packages/install.sh --optional packages/test-optional.txt

build: packages
	@cmake --preset release > build-release.log 2>&1 || { cat build-release.log; exit 1; }
	@rm -f build-release.log
	@ninja -C build/release gongshi

# Exit code 1 says that some input was refused: the sample holds a file of mistakes on purpose.
demo: build
	@$(PROGRAM) --site $(SITE) --quiet build --today $(TODAY) 2> build/demo-findings.txt; code=$$?; \
	  if [ $$code -gt 1 ]; then cat build/demo-findings.txt; exit $$code; fi
	@$(PROGRAM) --site $(SITE) status --today $(TODAY)
	@echo
	@echo "The portal is in $(SITE)/public/. What was refused, and why: build/demo-findings.txt and receipts/."
	@echo "Open it with:  $(PROGRAM) serve    and go to http://127.0.0.1:8000/"

test: test-packages
	@sh tests/run.sh

golden-update: build
	@python3 -B tests/golden/golden.py $(PROGRAM) --update

bench: build
	@python3 tests/bench/bench.py --program $(PROGRAM) --records $(or $(RECORDS),20000)
	@python3 -B tests/bench/hugo_bench.py --program $(PROGRAM) --records $(or $(HUGO_RECORDS),10000)
	@sh tests/bench/search_bench.sh $(PROGRAM) $(or $(HUGO_RECORDS),10000)
	@python3 -B tests/bench/search_nights.py $(PROGRAM) $(or $(RECORDS),20000)
	@python3 tests/bench/publish_bench.py --program $(PROGRAM) --rsync-files $(or $(RECORDS),20000)

install: build
	@cmake --install build/release --prefix $(PREFIX)

format:
	@sh packages/install.sh packages/test.txt
	@sh tests/tidy/format.sh . -i

# One file a process, as many at once as there are cores; g++'s own warning options mean nothing to it.
lint: build
	@sh packages/install.sh packages/lint.txt
	@find generator -name '*.cpp' | sort | xargs -P "$$(nproc)" -n 1 \
	  clang-tidy -p build/release --quiet --extra-arg=-Wno-unknown-warning-option --extra-arg=-Wold-style-cast

fuzz: test-packages
	@cmake --preset fuzz -DGONGSHI_TESTS=ON > /dev/null && ninja -C build/fuzz fuzzers
	@sh tests/fuzz/run.sh build/fuzz/tests $(FUZZ_SECONDS)

clean:
	@rm -rf build public state receipts
