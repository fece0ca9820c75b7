package dev.headgate.simulator.workload;

import dev.headgate.core.time.Micros;
import java.io.IOException;

/** One app that wants calls by its schedule. For one thread. */
final class Program {
  private final Schedule schedule;
  private final Agenda agenda;
  private final boolean closed;
  private final GroupUsage usage;
  private final Starter starter;

  /** Starts a call. */
  @FunctionalInterface
  interface Starter {
    /** Wants a call now. */
    void want(Program program, long now) throws IOException;
  }

  /**
   * A program that has not begun.
   *
   * @param closed whether it waits for its call to be over before it wants the next
   */
  Program(Schedule schedule, Agenda agenda, boolean closed, GroupUsage usage, Starter starter) {
    this.schedule = schedule;
    this.agenda = agenda;
    this.closed = closed;
    this.usage = usage;
    this.starter = starter;
  }

  void begin() {
    plan(schedule.first());
  }

  GroupUsage usage() {
    return usage;
  }

  /** A call of it is over. */
  void over(long now) {
    if (closed) {
      plan(schedule.after(now));
    }
  }

  private void plan(long instant) {
    if (instant < Micros.NEVER) {
      agenda.at(instant, this::want);
    }
  }

  private void want(long now) throws IOException {
    usage.want();
    if (!closed) {
      plan(schedule.after(now));
    }
    starter.want(this, now);
  }
}
