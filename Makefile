# Plain `make` prints the targets. Set-up is found, not assumed: tools/jdk looks for a JDK 25,
# tools/maven for Maven; each says in one line what to install where it finds none.

MAVEN := tools/maven
JAR := server/target/headgate.jar
SOURCES := $(shell find pom.xml */pom.xml */src/main -type f 2>/dev/null)
LOG ?=
OPENAPI ?=
RUN_ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run attack test soak faults bench check-real format package clean

help: ## print the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: $(JAR) ## a small API behind Headgate, with curl lines to try; ends with Ctrl-C
	@./headgate run $(RUN_ARGS)

attack: $(JAR) ## one tenant attacks a plain quota and a shared pool, live; ends with Ctrl-C
	@./headgate run --attack $(RUN_ARGS)

test: tools-for-tests ## all functional tests: modules, the built jar, README's curl lines
	@$(MAVEN) --threads 2 verify

soak: tools-for-tests $(JAR) ## kill loop, long seeds, bounded by SOAK_MINUTES (10); then all faults
	@tools/soak
	@tools/needs ip
	@tools/faults

faults: tools-for-tests $(JAR) ## Redis, PostgreSQL, nodes, disks and networks harmed, long; writes the table of faults
	@tools/needs ip
	@tools/faults

bench: ## measurements side by side with peers: medians of forks, ratios in one run
	@tools/bench

check-real: $(JAR) ## try real data and compare with awk: make check-real LOG=FILE or OPENAPI=FILE
	@tools/check-real "$(LOG)" "$(OPENAPI)"

format: ## format all sources the way the build demands
	@$(MAVEN) -q spotless:apply

package: $(JAR) ## build the one runnable jar, server/target/headgate.jar

clean: ## remove everything that was built
	@$(MAVEN) -q clean

$(JAR): $(SOURCES)
	@echo "Building $(JAR) (a minute the first time) ..." >&2
	@$(MAVEN) -q -DskipTests package
	@touch $(JAR)

.PHONY: tools-for-tests
tools-for-tests:
	@tools/needs curl awk openssl chromium python3 postgres redis-server nginx
