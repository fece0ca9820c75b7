package dev.headgate.server.house;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Ports of the loopback for processes that are told where to listen. They lie below those that a
 * system gives to clients (32768 and up on Linux), so that no connection takes one meanwhile, nor
 * finds itself at the other end while it waits for the process.
 */
public final class FreePorts {
  private static final int FROM = 10_000;
  private static final int TO = 32_000;
  private static final int TRIES = 1_000;

  private FreePorts() {}

  /** A port that nobody listens on. */
  public static int one() {
    return row(1);
  }

  /** The first of so many ports in a row that nobody listens on. */
  public static int row(int count) {
    for (int tries = 0; tries < TRIES; tries++) {
      int first = ThreadLocalRandom.current().nextInt(FROM, TO);
      if (IntStream.range(first, first + count).allMatch(FreePorts::isFree)) {
        return first;
      }
    }
    throw new AssertionError("free ports: none (expected: " + count + " in a row)");
  }

  private static boolean isFree(int port) {
    try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return free.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
