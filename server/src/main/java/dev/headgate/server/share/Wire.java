package dev.headgate.server.share;

import dev.headgate.core.time.Micros;
import dev.headgate.core.time.TimeSource;
import dev.headgate.server.store.redis.Link;
import dev.headgate.server.store.redis.ServerReport;
import dev.headgate.server.store.redis.StartCheck;
import dev.headgate.server.store.redis.Texts;
import io.lettuce.core.ScriptOutputType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The way to a server: up while it answers, down from the first message that got no answer in time
 * until it was met anew. While it is down nothing is sent. Safe for all threads.
 */
final class Wire {
  /** The longest wait for an answer. */
  static final long ANSWER = Micros.SECOND / 4;

  private static final String PREFIX = "hg1:{share}:";
  private static final String SCRIPT = Texts.script(Wire.class, "places.lua");

  private final Link link;
  private final @Nullable TimeSource clock;
  private volatile Session session = Session.NONE;
  private volatile CompletableFuture<Session> meeting = CompletableFuture.completedFuture(session);

  /**
   * A time in which a server answered.
   *
   * @param run id of its process; empty where there is no session
   * @param script digest of the script it was given
   */
  private record Session(String run, String script) {
    static final Session NONE = new Session("", "");

    boolean isOpen() {
      return !run.isEmpty();
    }
  }

  /** Over a link; a clock other than the server's is for tests with a time of their own. */
  Wire(Link link, @Nullable TimeSource clock) {
    this.link = link;
    this.clock = clock;
    link.onDisconnect(PREFIX + "since", () -> session = Session.NONE);
  }

  /** Whether the server answers, as far as is known. */
  boolean isUp() {
    return session.isOpen();
  }

  /** Meets the server, unless that is under way; {@code met} is run when it is up. */
  void meet(Runnable met) {
    if (!meeting.isDone()) {
      return;
    }
    CompletableFuture<Session> next;
    try {
      next = within(run().thenCompose(this::load));
    } catch (RuntimeException unsent) {
      return;
    }
    meeting = next;
    var _ =
        next.thenAccept(
            found -> {
              session = found;
              met.run();
            });
  }

  /** Meets the server for the first time, and waits for it. */
  void meet() {
    session = StartCheck.await(run().thenCompose(this::load));
  }

  private CompletionStage<String> run() {
    return link.commands().info("server").thenApply(text -> ServerReport.of(text).need("run_id"));
  }

  private CompletionStage<Session> load(String run) {
    return link.commands()
        .scriptLoad(Texts.bytes(SCRIPT))
        .thenApply(digest -> new Session(run, digest));
  }

  /** Sends what a member says of a ring; a failure means that it may have been heard or not. */
  CompletionStage<Told> say(Ring ring, Statement statement) {
    Session current = session;
    if (!current.isOpen()) {
      return CompletableFuture.failedFuture(new IllegalStateException("the server is down"));
    }
    CompletionStage<List<Object>> answer;
    try {
      answer =
          link.commands()
              .evalsha(
                  current.script(),
                  ScriptOutputType.MULTI,
                  keys(ring),
                  arguments(current, statement.words(ring)));
    } catch (RuntimeException unsent) {
      answer = CompletableFuture.failedFuture(unsent);
    }
    return within(answer.thenApply(Told::of))
        .whenComplete(
            (told, failure) -> {
              if (failure != null) {
                session = Session.NONE;
              }
            });
  }

  private static String[] keys(Ring ring) {
    String own = PREFIX + ring.name() + ":";
    return new String[] {PREFIX + "since", own + "ring", own + "free", own + "line", own + "seen"};
  }

  private byte[][] arguments(Session current, List<String> words) {
    List<byte[]> arguments = new ArrayList<>();
    arguments.add(Texts.bytes(clock == null ? "" : Long.toString(clock.micros())));
    arguments.add(Texts.bytes(current.run()));
    words.forEach(word -> arguments.add(Texts.bytes(word)));
    return arguments.toArray(byte[][]::new);
  }

  private static <T> CompletableFuture<T> within(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(ANSWER, TimeUnit.MICROSECONDS);
  }
}
