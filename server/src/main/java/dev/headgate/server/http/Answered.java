package dev.headgate.server.http;

/** Hears the answer about one call, once, on any thread. */
@FunctionalInterface
interface Answered {
  /**
   * The answer.
   *
   * @param status what the status would be if the call had been asked about alone
   */
  void with(int status, Body body);

  /** Writes one JSON object. */
  @FunctionalInterface
  interface Body {
    void write(JsonOut json);
  }

  default void problem(ApiProblem problem) {
    with(problem.status(), problem::write);
  }
}
