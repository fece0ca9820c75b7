package dev.headgate.server.records;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Joins what several threads write at once into one write, so that they wait for one disk together.
 * Whoever finds nobody writing writes for all who wait; the first of those who came meanwhile
 * writes next. Safe for all threads.
 */
final class GroupCommit<T> {
  /** The most that may wait. */
  static final int WAITING_MAX = 10_000;

  private final int most;
  private final Consumer<List<T>> write;
  private final Deque<Waiting<T>> queue = new ArrayDeque<>();
  private boolean writing;

  /**
   * Over a write of several things, all or none.
   *
   * @param most how many it takes at most
   */
  GroupCommit(int most, Consumer<List<T>> write) {
    this.most = most;
    this.write = write;
  }

  /** What ends a wait. */
  private enum Turn {
    /** It is this thread's turn to write. */
    WRITE,
    /** Another thread wrote. */
    WRITTEN
  }

  /** What one thread wants written. */
  private static final class Waiting<T> {
    final T what;
    final CompletableFuture<Turn> turn = new CompletableFuture<>();
    volatile @Nullable RuntimeException failed;

    Waiting(T what) {
      this.what = what;
    }
  }

  /**
   * Writes one thing; when this returns, it is written. Interrupting the thread does not end it.
   *
   * @throws RuntimeException what the write threw, or an {@link IllegalStateException} where too
   *     many wait; then it is not tried
   */
  void write(T what) {
    Waiting<T> mine = new Waiting<>(what);
    if (enqueue(mine) || mine.turn.join() == Turn.WRITE) {
      writeGroup(); // mine stands first
    }
    RuntimeException failed = mine.failed;
    if (failed != null) {
      throw failed;
    }
  }

  /** Whether nobody writes, so that whoever asks is to. */
  private synchronized boolean enqueue(Waiting<T> one) {
    if (queue.size() >= WAITING_MAX) {
      throw new IllegalStateException("waiting: " + WAITING_MAX + " (expected: fewer)");
    }
    queue.add(one);
    boolean idle = !writing;
    writing = true;
    return idle;
  }

  private void writeGroup() {
    List<Waiting<T>> group = take();
    @Nullable RuntimeException failed = new IllegalStateException("an error ended the write");
    try {
      write.accept(group.stream().map(one -> one.what).toList());
      failed = null;
    } catch (RuntimeException refused) {
      failed = refused;
    } finally {
      for (Waiting<T> one : group) {
        one.failed = failed;
        one.turn.complete(Turn.WRITTEN);
      }
      passOn();
    }
  }

  private synchronized List<Waiting<T>> take() {
    List<Waiting<T>> group = new ArrayList<>();
    while (group.size() < most && !queue.isEmpty()) {
      group.add(queue.remove());
    }
    return group;
  }

  private synchronized void passOn() {
    Waiting<T> next = queue.peek();
    writing = next != null;
    if (next != null) {
      next.turn.complete(Turn.WRITE);
    }
  }
}
