package dev.headgate.headers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class AllocationTest {

  private static final int CALLS = 1_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final String[] kept = new String[CALLS];

  @Test
  void aFieldValueCostsItsStringAndNothingElse() {
    RateLimitWriter writer = new RateLimitWriter();
    SerializedName name = SerializedName.of("daily");
    Supplier<String> value =
        () ->
            writer
                .limit(name, 123_456)
                .reset(3_600)
                .cost(51, CostKind.FINAL)
                .limit(name, 9_999_999_999L)
                .finish();
    byte[] bytes = value.get().getBytes(StandardCharsets.ISO_8859_1);

    long written = allocatedBy(value);
    long copied = allocatedBy(() -> new String(bytes, StandardCharsets.ISO_8859_1));

    assertThat(written).isEqualTo(copied);
  }

  @Test
  void aResetThatWasJustWrittenCostsNothing() {
    IsoSeconds seconds = new IsoSeconds();

    long written = allocatedBy(() -> seconds.format(1_774_540_800_000_000L, 0));

    assertThat(written).isEqualTo(allocatedBy(() -> "kept"));
  }

  /** The least that a round of calls allocates: now and then the machine itself takes a little. */
  private long allocatedBy(Supplier<String> value) {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int call = 0; call < CALLS; call++) {
        kept[call] = value.get();
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }
}
