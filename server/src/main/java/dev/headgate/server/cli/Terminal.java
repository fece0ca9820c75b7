package dev.headgate.server.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a command writes.
 *
 * @param out results
 * @param err everything else
 * @param colours whether results may be coloured
 */
record Terminal(PrintWriter out, PrintWriter err, boolean colours) {
  /** A colour of the terminal, by the codes of ECMA-48. */
  enum Colour {
    RED(31),
    GREEN(32),
    YELLOW(33),
    BOLD(1);

    private final int code;

    Colour(int code) {
      this.code = code;
    }
  }

  /** The terminal of this process; {@code NO_COLOR} is respected (no-color.org). */
  @SuppressWarnings("SystemConsoleNull") // NullAway asks for the question that Error Prone spares
  static Terminal ofProcess() {
    Console console = System.console();
    boolean terminal = console != null && console.isTerminal();
    return new Terminal(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        terminal && wanted(System.getenv("NO_COLOR")));
  }

  private static boolean wanted(@Nullable String noColor) {
    return noColor == null || noColor.isEmpty();
  }

  /** Writes a line of the result. */
  void line(String text) {
    out.println(text);
    out.flush();
  }

  /** Writes a line beside the result. */
  void note(String text) {
    err.println(text);
    err.flush();
  }

  /** The text in a colour, where colours are wanted. */
  String in(Colour colour, String text) {
    return colours ? "\u001b[" + colour.code + "m" + text + "\u001b[0m" : text;
  }
}
