package dev.headgate.testkit.cases;

import dev.headgate.policy.problem.Place;
import dev.headgate.policy.problem.Problem;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Names files as somebody typed them, where readers know them by their place in a folder only.
 *
 * @param folder as it was typed, or null for the working directory
 */
record Shown(@Nullable Path folder) {
  Place of(Place place) {
    return new Place(name(place.file()), place.line(), place.column(), place.path());
  }

  Problem of(Problem problem) {
    return new Problem(
        name(problem.file()),
        problem.line(),
        problem.column(),
        problem.path(),
        problem.message(),
        problem.hint());
  }

  String name(String file) {
    return folder == null ? file : folder.resolve(file).normalize().toString();
  }
}
