package dev.headgate.server.store.redis;

import dev.headgate.core.time.TimeSource;
import io.lettuce.core.ScriptOutputType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Carries questions to the script of one domain. A question goes out at once while few are under
 * way; those that come meanwhile wait and go together. A server that does not know the script, or
 * had another one met it since, is met anew first: nothing was carried out then, so the questions
 * are sent again. Safe for all threads.
 */
final class Courier {
  /** Which server script answers, and how many calls of it and questions in one go there may be. */
  record Terms(int callsMax, int togetherMax) {
    /** Two calls keep a server busy while a node works; 64 questions hold it for about 1 ms. */
    static final Terms USUAL = new Terms(2, 64);

    /** Each question by itself, and as many under way as a busy node has calls. */
    static final Terms ONE_BY_ONE = new Terms(256, 1);
  }

  /** How many questions may wait; more are refused at once, so that nothing piles up. */
  private static final int WAITING_MAX = 10_000;

  /** How often in a row a server is met before a question fails. */
  private static final int MEETINGS_MAX = 3;

  /** How often and how long questions wait for keys that move from one server to another. */
  private static final int WAITS_MAX = 20;

  private static final long WAIT_MICROS = 2_000;

  private final Link link;
  private final Outstanding outstanding;
  private final Meeting meeting;
  private final Names names;
  private final @Nullable TimeSource clock;
  private final Terms terms;
  private final Deque<Question> waiting = new ArrayDeque<>();
  private int underWay;

  /** A clock other than the server's is for tests with a time of their own. */
  Courier(Link link, Names names, @Nullable TimeSource clock, Terms terms) {
    this.link = link;
    this.names = names;
    this.clock = clock;
    this.terms = terms;
    outstanding = new Outstanding(link, names.epoch());
    meeting = new Meeting(link, names, outstanding);
  }

  /** What the server is known by. */
  Meeting meeting() {
    return meeting;
  }

  /** What waits for an answer of the server. */
  Outstanding outstanding() {
    return outstanding;
  }

  /** Asks. */
  void ask(Question question) {
    synchronized (waiting) {
      if (waiting.size() < WAITING_MAX) {
        waiting.add(question);
        if (underWay >= terms.callsMax()) {
          return;
        }
        underWay++;
        question = null;
      }
    }
    if (question != null) {
      question.failed(new StoreBusy(WAITING_MAX));
      return;
    }
    sendNext();
  }

  private void sendNext() {
    List<Question> together = new ArrayList<>();
    synchronized (waiting) {
      while (together.size() < terms.togetherMax() && !waiting.isEmpty()) {
        together.add(waiting.remove());
      }
      if (together.isEmpty()) {
        underWay--;
        return;
      }
    }
    send(new Trip(together, 0, 0));
  }

  /**
   * Questions that go together.
   *
   * @param met how often the server was met for them
   * @param waited how often they waited for keys on their way
   */
  private record Trip(List<Question> together, int met, int waited) {
    Trip metOnceMore() {
      return new Trip(together, met + 1, waited);
    }

    Trip waitedOnceMore() {
      return new Trip(together, met, waited + 1);
    }
  }

  private void send(Trip trip) {
    Meeting.Epoch epoch = meeting.valid();
    if (epoch == null) {
      meet(trip, null);
      return;
    }
    CompletionStage<List<byte[]>> answers;
    try {
      String instant = clock == null ? "" : Long.toString(clock.micros());
      Sheet sheet = new Sheet(names.epoch(), epoch, instant);
      trip.together().forEach(question -> question.write(sheet));
      answers =
          outstanding.watch(
              link.commands()
                  .fcall(
                      meeting.function(), ScriptOutputType.MULTI, sheet.keys(), sheet.arguments()));
    } catch (RuntimeException failed) {
      fail(trip.together(), failed);
      return;
    }
    answers.whenComplete(
        (texts, failure) -> {
          if (failure == null) {
            answer(trip.together(), texts);
          } else {
            notCarriedOut(trip, epoch, failure);
          }
        });
  }

  private void notCarriedOut(Trip trip, Meeting.Epoch epoch, Throwable failure) {
    if (Meeting.asksForPatience(failure) && trip.waited() < WAITS_MAX) {
      link.later(WAIT_MICROS, () -> send(trip.waitedOnceMore()));
    } else if (!Meeting.asksFor(failure) || trip.met() >= MEETINGS_MAX) {
      fail(trip.together(), Meeting.told(failure));
    } else if (Meeting.asksForFunction(failure)) {
      // Another server than the one that was met, or it was flushed.
      link.libraries().forget();
      link.lookAgain().whenComplete((done, failed) -> meet(trip, epoch));
    } else {
      meet(trip, epoch);
    }
  }

  private void meet(Trip trip, Meeting.@Nullable Epoch stale) {
    meeting
        .anew(stale)
        .whenComplete(
            (found, failure) -> {
              if (failure == null) {
                send(trip.metOnceMore());
              } else {
                fail(trip.together(), Meeting.told(failure));
              }
            });
  }

  private void answer(List<Question> together, List<byte[]> texts) {
    sendNext();
    long now = (long) numbers(texts.getFirst()).getDouble();
    for (int i = 0; i < together.size(); i++) {
      Question question = together.get(i);
      try {
        question.answered(now, numbers(texts.get(i + 1)));
      } catch (RuntimeException | AssertionError failed) {
        question.failed(new IllegalStateException("an answer that could not be read", failed));
      }
    }
  }

  private void fail(List<Question> together, Exception cause) {
    sendNext();
    together.forEach(question -> question.failed(cause));
  }

  private static ByteBuffer numbers(byte[] text) {
    return ByteBuffer.wrap(text).order(ByteOrder.LITTLE_ENDIAN);
  }
}
