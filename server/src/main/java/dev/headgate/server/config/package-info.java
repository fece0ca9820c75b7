/**
 * The configuration of {@code headgate serve}.
 *
 * <p>Model: one YAML file says where the doors listen, what they trust and which files hold policy
 * and registry; {@link dev.headgate.server.config.ServeSettings} is what it says.
 *
 * <p>Invariants: names and defaults are pinned by a test; unknown keys are problems; secrets stand
 * in it as SHA-256 only.
 *
 * <p>Threads: values are immutable; a reading belongs to one thread.
 *
 * <p>Failure: all problems at once, each with file, line, column and what was expected.
 */
@org.jspecify.annotations.NullMarked
package dev.headgate.server.config;
