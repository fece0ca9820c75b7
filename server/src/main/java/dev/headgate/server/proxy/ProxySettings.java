package dev.headgate.server.proxy;

import dev.headgate.client.profile.Profile;
import java.time.Duration;
import java.util.Set;

/**
 * What a courtesy proxy is told.
 *
 * @param upstream the API that it stands before
 * @param profile how that API limits its callers
 * @param listen where it listens
 * @param waits how long things may take
 * @param bodies what is done with bodies
 */
public record ProxySettings(
    UpstreamAddress upstream, Profile profile, Listen listen, Waits waits, Bodies bodies) {
  /** The largest head of a request, in bytes. */
  static final int HEAD_MAX = 64 << 10;

  /** The longest target of a request, in bytes. */
  static final int TARGET_MAX = 16 << 10;

  /** The most fields of a request. */
  static final int FIELDS_MAX = 200;

  /** Up to so many bytes of a response are held back, so that one that breaks can be had anew. */
  static final int HELD_MAX = 64 << 10;

  /**
   * Where it listens.
   *
   * @param host an address of this machine
   * @param port 0 for a free one
   * @param connectionsMax more are closed at once; each has at most one request on its way
   */
  public record Listen(String host, int port, int connectionsMax) {
    /** Checks the ranges. */
    public Listen {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
      }
      if (connectionsMax < 1) {
        throw new IllegalArgumentException(
            "connectionsMax: " + connectionsMax + " (expected: >= 1)");
      }
    }
  }

  /**
   * How long things may take.
   *
   * @param queue the longest wait of a request to be sent, if it does not say itself
   * @param upstream the longest wait for the head of a response
   * @param drain how long running requests may go on at the end
   */
  public record Waits(Duration queue, Duration upstream, Duration drain) {
    /** The longest wait that a request may ask for. */
    public static final Duration QUEUE_MAX = Duration.ofMinutes(10);

    /** Checks the ranges. */
    public Waits {
      if (queue.isNegative() || queue.compareTo(QUEUE_MAX) > 0) {
        throw new IllegalArgumentException(
            "queue: " + queue + " (expected: 0 to " + QUEUE_MAX + ")");
      }
      if (!upstream.isPositive() || drain.isNegative()) {
        throw new IllegalArgumentException(
            "upstream: " + upstream + ", drain: " + drain + " (expected: > 0, >= 0)");
      }
    }
  }

  /**
   * What is done with bodies.
   *
   * @param keptMax a request body up to so many bytes is kept to be sent again; a longer one is
   *     sent as it comes, once
   * @param keptTotal so many bytes are kept in all; beyond them bodies are sent once
   * @param bodyMax the longest request body, in bytes
   * @param revalidated so many bytes of responses with an ETag are kept in memory; 0 for none
   * @param members names of JSON members whose links to the upstream are rewritten
   */
  public record Bodies(
      int keptMax, long keptTotal, long bodyMax, long revalidated, Set<String> members) {
    /** Copies. */
    public Bodies {
      members = Set.copyOf(members);
    }

    /** Up to 1 MiB each and 64 MiB in all, at most 2 GiB long. */
    public static Bodies usual(long revalidated, Set<String> members) {
      return new Bodies(1 << 20, 64L << 20, 2L << 30, revalidated, members);
    }
  }
}
