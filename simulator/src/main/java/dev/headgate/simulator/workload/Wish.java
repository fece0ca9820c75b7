package dev.headgate.simulator.workload;

import dev.headgate.core.call.Call;

/** One call that a program wants, until it is over. For one thread. */
final class Wish {
  private final Call call;
  private final Group.Wanted wanted;
  private final String target;
  private final long id;
  private final long since;
  private final Program program;
  private int attempts;
  private boolean served;
  private boolean over;

  /**
   * A call that was not sent yet.
   *
   * @param call as the engine sees it
   * @param request as it was described, and the target with its number
   * @param id no other call of the workload has it
   * @param since when it was wanted, in microseconds
   */
  Wish(Call call, Request request, long id, long since, Program program) {
    this.call = call;
    wanted = request.wanted();
    target = request.target();
    this.id = id;
    this.since = since;
    this.program = program;
  }

  /** What is sent. */
  record Request(Group.Wanted wanted, String target) {}

  Call call() {
    return call;
  }

  String method() {
    return wanted.method();
  }

  String target() {
    return target;
  }

  long id() {
    return id;
  }

  /** How often it was sent. */
  int attempts() {
    return attempts;
  }

  void sent() {
    attempts++;
    program.usage().attempt();
  }

  /** The answer came. */
  void answered(boolean success) {
    served = success;
  }

  /** It was refused; the answer is on its way. */
  void refused() {
    program.usage().refused();
  }

  /** It is over: served, where the last answer says so, or given up. */
  void end(long now) {
    if (over) {
      throw new AssertionError("call " + id + " ended twice");
    }
    over = true;
    program.usage().over(served, now - since);
    program.over(now);
  }
}
