package dev.headgate.server.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/** Counts what becomes of the calls of one run. Safe for all threads. */
final class JobTally {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Integer, Long> byStatus = new TreeMap<>();
  private final List<Long> unknown = new ArrayList<>();
  private final List<JobSummary.Left> left = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private long lines;
  private long before;

  void line() {
    locked(() -> lines++);
  }

  void doneBefore() {
    locked(() -> before++);
  }

  void answered(int status) {
    locked(() -> byStatus.merge(status, 1L, Long::sum));
  }

  void unknown(long line) {
    locked(() -> unknown.add(line));
  }

  void left(long line, String why) {
    locked(() -> left.add(new JobSummary.Left(line, why)));
  }

  void problem(String text) {
    locked(() -> problems.add(text));
  }

  /** How many calls could not be made, or were made without an answer. */
  int trouble() {
    lock.lock();
    try {
      return unknown.size() + left.size() + problems.size();
    } finally {
      lock.unlock();
    }
  }

  JobSummary summary() {
    lock.lock();
    try {
      unknown.sort(null);
      return new JobSummary(lines, before, byStatus, unknown, left, problems);
    } finally {
      lock.unlock();
    }
  }

  private void locked(Runnable what) {
    lock.lock();
    try {
      what.run();
    } finally {
      lock.unlock();
    }
  }
}
