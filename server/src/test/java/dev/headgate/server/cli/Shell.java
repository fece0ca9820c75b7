package dev.headgate.server.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Runs lines as somebody would type them. */
final class Shell {
  private static final int SECONDS_MAX = 60;

  private Shell() {}

  /** The output of a script that ended well. */
  static String run(String script) throws IOException, InterruptedException {
    Process shell =
        new ProcessBuilder("sh", "-c", script)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!shell.waitFor(SECONDS_MAX, TimeUnit.SECONDS) || shell.exitValue() != 0) {
      shell.destroyForcibly();
      throw new IllegalStateException("failed (is curl installed?): " + script + "\n" + output);
    }
    return output;
  }
}
