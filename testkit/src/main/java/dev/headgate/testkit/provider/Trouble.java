package dev.headgate.testkit.provider;

import java.util.Locale;

/** What providers, and the way to them, are known to do. Each happens to a share of the calls. */
public enum Trouble {
  /** A call is refused for no reason that its fields show. */
  REFUSES("429 by chance, nothing in the fields"),
  /** 503 with {@code Retry-After: 1}. */
  UNAVAILABLE("503 with Retry-After: 1"),
  /** The connection breaks, and nothing was done. */
  CUT_BEFORE("the connection breaks before anything is done"),
  /** The call is answered by 307 to another origin. */
  REDIRECT("307 to another origin"),
  /** The call is carried out, and the connection breaks before the answer. */
  CUT_AFTER_COMMIT("carried out, then the connection breaks"),
  /** The call is carried out, and the answer breaks off in its body. */
  CUT_IN_BODY("carried out, the answer breaks off in its body"),
  /** The call is carried out, and answered by 500. */
  FAILS("carried out, then 500"),
  /** A key that was used is carried out once more. */
  IGNORES_KEYS("Idempotency-Key is ignored"),
  /** Refusals say {@code Retry-After: 0}. */
  RETRY_AFTER_ZERO("refusals say Retry-After: 0"),
  /** Refusals say {@code Retry-After: 1000000000000000000}. */
  RETRY_AFTER_ENDLESS("refusals say Retry-After: 10^18"),
  /** Refusals say a date that has passed. */
  RETRY_AFTER_PAST("refusals say a date an hour ago"),
  /** Refusals say an ISO minute, as {@code 2026-03-26T16:00Z}. */
  RETRY_AFTER_MINUTE("refusals say an ISO minute"),
  /** Refusals are a page of HTML without fields. */
  HTML("refusals are HTML without fields"),
  /** Refusals have status 200 and the error inside. */
  ERROR_INSIDE("refusals have status 200, the error inside"),
  /** Fields contradict each other: nothing left and plenty, soon and long ago. */
  CONTRADICTING("fields contradict each other"),
  /** Fields are those of an earlier answer. */
  BACKWARDS("fields are those of an earlier answer"),
  /** The provider's clock is an hour ahead; for all calls, if for any. */
  CLOCK_OFF("the provider's clock is an hour ahead"),
  /** Answers take two seconds. */
  SLOW("answers take two seconds"),
  /** Answers take up to 200 ms, evenly drawn. */
  JITTER("answers take up to 200 ms");

  private final String words;

  Trouble(String words) {
    this.words = words;
  }

  /** As it is written on a command line: {@code cut-after-commit}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What happens, in a few words. */
  public String words() {
    return words;
  }

  /**
   * The trouble of that word.
   *
   * @throws IllegalArgumentException if there is none; it names those that there are
   */
  public static Trouble of(String word) {
    StringBuilder known = new StringBuilder();
    for (Trouble trouble : values()) {
      if (trouble.word().equals(word)) {
        return trouble;
      }
      known.append(known.isEmpty() ? "" : ", ").append(trouble.word());
    }
    throw new IllegalArgumentException("trouble: " + word + " (expected: one of " + known + ")");
  }
}
