package dev.headgate.simulator.replay;

import dev.headgate.policy.Policy;
import dev.headgate.policy.problem.Problem;
import dev.headgate.policy.yaml.SourceFile;
import dev.headgate.simulator.mapping.CallMaker;
import dev.headgate.simulator.mapping.LoggedCall;
import dev.headgate.simulator.mapping.Mapping;
import dev.headgate.simulator.traffic.InputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads files into calls on a thread of its own, a few batches ahead of whoever takes them. Several
 * files are merged by their stamps.
 */
final class Intake {
  private static final int BATCH = 1_024;
  private static final int BATCHES = 16;
  private static final long PATIENCE_MILLIS = 100;

  /** How often the end is waited for while nothing is read. */
  private static final int ENDING_TURNS = 20;

  private final List<InputFile> files;
  private final Mapping mapping;
  private final CallMaker maker;
  private final Trouble unreadable = new Trouble();
  private final Trouble broken = new Trouble();
  private final AtomicLong progress = new AtomicLong();
  private final BlockingQueue<List<LoggedCall>> batches = new ArrayBlockingQueue<>(BATCHES);
  private final List<Problem> problems = new ArrayList<>();
  private final @Nullable FileReading[] readings;
  private final AtomicReferenceArray<@Nullable FileCursor> open;
  private final Thread thread;
  private List<LoggedCall> batch = new ArrayList<>(BATCH);
  private volatile boolean stopped;
  private volatile @Nullable Exception failure;

  private Intake(List<InputFile> files, Mapping mapping, Policy policy) {
    this.files = files;
    this.mapping = mapping;
    maker = new CallMaker(mapping, policy);
    readings = new @Nullable FileReading[files.size()];
    open = new AtomicReferenceArray<>(files.size());
    thread = Thread.ofPlatform().name("headgate-intake").daemon().unstarted(this::read);
  }

  /** Begins to read. */
  static Intake start(List<InputFile> files, Mapping mapping, Policy policy) {
    Intake intake = new Intake(files, mapping, policy);
    intake.thread.start();
    return intake;
  }

  /**
   * The next calls; none at the end, and none once it was stopped.
   *
   * @throws IOException where a file cannot be opened
   * @throws RuntimeException where a file lacks a column
   */
  List<LoggedCall> next() throws IOException, InterruptedException {
    while (!stopped) {
      List<LoggedCall> taken = batches.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      if (taken != null) {
        return taken;
      }
      if (!thread.isAlive() && batches.isEmpty()) {
        rethrow();
        return List.of();
      }
    }
    return List.of();
  }

  /** Gives no more calls, also where a stream says nothing. Safe for all threads. */
  void stop() {
    stopped = true;
  }

  /** Bytes read so far, as they lie in the files. */
  long bytes() {
    return progress.get();
  }

  /** What was read; asked for after {@link #end}. */
  IntakeReading reading() {
    List<FileReading> read = new ArrayList<>();
    for (FileReading one : readings) {
      if (one != null) {
        read.add(one);
      }
    }
    String hashes = read.stream().map(FileReading::sha256).collect(Collectors.joining("\n"));
    return new IntakeReading(
        read,
        read.size() == 1
            ? read.getFirst().sha256()
            : SourceFile.digest(hashes.getBytes(StandardCharsets.UTF_8)),
        unreadable.found(),
        broken.found(),
        maker.leftOut(),
        maker.badPaths(),
        maker.unknownCosts(),
        problems);
  }

  /**
   * Stops reading and waits until the thread has ended, or until it is plain that it waits for a
   * stream that says nothing: then it is left behind, and what it read until then is told.
   */
  void end() throws InterruptedException, IOException {
    stopped = true;
    for (int i = 0; thread.isAlive() && i < ENDING_TURNS; i++) {
      batches.clear();
      thread.join(PATIENCE_MILLIS);
    }
    for (int i = 0; thread.isAlive() && i < readings.length; i++) {
      FileCursor waiting = open.get(i);
      if (readings[i] == null && waiting != null) {
        readings[i] = waiting.reading();
      }
    }
  }

  private void rethrow() throws IOException {
    Exception failed = failure;
    switch (failed) {
      case null -> {}
      case IOException unreadable -> throw unreadable;
      case RuntimeException wrong -> throw wrong;
      default -> throw new IllegalStateException(failed);
    }
  }

  private void read() {
    try {
      merge();
      hand();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException failed) {
      failure = failed;
    }
  }

  /** An open file by the stamp of its next call. */
  private static final class Due {
    private final int number;
    private final FileCursor cursor;
    private long stamp;

    Due(int number, FileCursor cursor) {
      this.number = number;
      this.cursor = cursor;
      restamp();
    }

    /** One that has no call comes first and is closed at once. */
    void restamp() {
      LoggedCall call = cursor.peek();
      stamp = call == null ? Long.MIN_VALUE : call.stamp();
    }
  }

  private FileCursor open(int number) throws IOException {
    FileCursor cursor =
        FileCursor.open(
            number,
            files.get(number),
            mapping,
            new FileCursor.Shared(maker, unreadable, broken, progress));
    open.set(number, cursor);
    return cursor;
  }

  private void merge() throws IOException, InterruptedException {
    PriorityQueue<Due> due =
        new PriorityQueue<>(
            Comparator.comparingLong((Due one) -> one.stamp).thenComparingInt(one -> one.number));
    for (int i = 0; i < files.size(); i++) {
      due.add(new Due(i, open(i)));
    }
    while (!due.isEmpty() && !stopped) {
      Due first = due.remove();
      Due second = due.peek();
      long until = second == null ? Long.MAX_VALUE : second.stamp;
      if (drain(first.cursor, until)) {
        first.restamp();
        due.add(first);
      } else {
        finish(first);
      }
    }
    for (Due rest : due) {
      finish(rest);
    }
  }

  private void finish(Due file) throws IOException {
    FileCursor cursor = file.cursor;
    readings[file.number] = cursor.reading();
    problems.addAll(cursor.problems());
    cursor.close();
  }

  /** Hands on calls until one is later than an instant; false at the end of the file. */
  private boolean drain(FileCursor cursor, long until) throws IOException, InterruptedException {
    for (LoggedCall call = cursor.peek(); call != null && !stopped; call = cursor.peek()) {
      if (call.stamp() > until) {
        return true;
      }
      batch.add(call);
      if (batch.size() == BATCH) {
        hand();
      }
      cursor.advance();
    }
    return false;
  }

  private void hand() throws InterruptedException {
    List<LoggedCall> full = batch;
    batch = new ArrayList<>(BATCH);
    while (!full.isEmpty() && !stopped) {
      if (batches.offer(full, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }
}
