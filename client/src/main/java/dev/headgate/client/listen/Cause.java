package dev.headgate.client.listen;

/** Why a call waits. */
public enum Cause {
  /** A refusal closed the gate. */
  REFUSED("the server refused and the gate is closed"),
  /** Nothing is left until the reset. */
  EXHAUSTED("nothing is left until the reset"),
  /** What is left is spread over the time to the reset. */
  SPREAD("the rest is spread over the window"),
  /** All places of the provider's rate are taken. */
  RATE("the provider's rate is used up"),
  /** After a closing calls leave one by one. */
  DRIP("the gate has just reopened"),
  /** The first answers are awaited, of which nothing is known yet. */
  FIRST_ANSWERS("no answer has said yet how much may be sent"),
  /** The rate that refusals have taught is used up. */
  LEARNED_RATE("the learned rate is used up"),
  /** Others came first. */
  QUEUE("others came first"),
  /** The pause before a retry. */
  BACKOFF("the pause before a retry"),
  /** The tenant's part of the app's pool is used up. */
  TENANT_SHARE("the tenant's part of the pool is used up");

  private final String words;

  Cause(String words) {
    this.words = words;
  }

  /** The cause in words. */
  public String words() {
    return words;
  }
}
