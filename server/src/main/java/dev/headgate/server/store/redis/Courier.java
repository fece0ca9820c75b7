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
    outstanding = new Outstanding(link);
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
    send(together, 0);
  }

  private void send(List<Question> together, int met) {
    Meeting.Epoch epoch = meeting.valid();
    if (epoch == null) {
      meet(together, met, null);
      return;
    }
    Sheet sheet;
    CompletionStage<List<byte[]>> answers;
    try {
      sheet = new Sheet(names.epoch(), epoch, clock == null ? "" : Long.toString(clock.micros()));
      together.forEach(question -> question.write(sheet));
      answers =
          outstanding.watch(
              link.commands()
                  .fcall(
                      meeting.function(), ScriptOutputType.MULTI, sheet.keys(), sheet.arguments()));
    } catch (RuntimeException failed) {
      fail(together, failed);
      return;
    }
    answers.whenComplete(
        (texts, failure) -> {
          if (failure == null) {
            answer(together, texts);
          } else if (Meeting.asksFor(failure) && met < MEETINGS_MAX) {
            meet(together, met, epoch);
          } else {
            fail(together, Meeting.told(failure));
          }
        });
  }

  private void meet(List<Question> together, int met, Meeting.@Nullable Epoch stale) {
    meeting
        .anew(stale)
        .whenComplete(
            (found, failure) -> {
              if (failure == null) {
                send(together, met + 1);
              } else {
                fail(together, Meeting.told(failure));
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
