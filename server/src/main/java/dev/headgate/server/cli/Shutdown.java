package dev.headgate.server.cli;

import java.util.concurrent.CountDownLatch;

/** Keeps a command running until SIGTERM or Ctrl-C, and closes what it started. */
final class Shutdown {
  private Shutdown() {}

  /** Waits for the end of the process and closes then; returns only where it was interrupted. */
  static void await(Terminal terminal, AutoCloseable... parts) {
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform().name("headgate-drain").unstarted(() -> close(terminal, parts)));
    try {
      ended.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(Terminal terminal, AutoCloseable... parts) {
    terminal.note("draining ...");
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception failed) {
        terminal.note("cannot close: " + Causes.sentence(failed));
      }
    }
    terminal.note("bye");
  }
}
