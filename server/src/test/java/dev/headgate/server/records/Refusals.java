package dev.headgate.server.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What records that cannot be used say. */
public final class Refusals {
  private Refusals() {}

  /** It is refused in one line that says this. */
  public static void refused(ThrowingCallable opening, String said) {
    assertThatThrownBy(opening)
        .isInstanceOf(RecordsRefused.class)
        .hasMessageContaining(said)
        .satisfies(refused -> assertThat(refused.getMessage()).hasLineCount(1))
        .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("s3cret"));
  }
}
