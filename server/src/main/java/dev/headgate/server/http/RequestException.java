package dev.headgate.server.http;

/** The caller's mistake, found while a request was read; it carries the answer and no stack. */
final class RequestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // never leaves the process
  private final ApiProblem problem;

  RequestException(ApiProblem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  ApiProblem problem() {
    return problem;
  }
}
