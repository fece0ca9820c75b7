package dev.headgate.server.cli;

/** How a command ends. */
enum Exit {
  /** It did what it was asked. */
  OK(0),
  /** It looked and found problems. */
  PROBLEMS(1),
  /** It was called the wrong way. */
  USAGE(2),
  /** It could not start: a file, an address or a program is missing or in use. */
  CANNOT_START(3);

  private final int code;

  Exit(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
