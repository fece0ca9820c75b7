package dev.headgate.headers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.headers.structured.Item;
import dev.headgate.headers.structured.Member;
import dev.headgate.headers.structured.Parameters;
import dev.headgate.headers.structured.SfInteger;
import dev.headgate.headers.structured.SfList;
import dev.headgate.headers.structured.SfString;
import dev.headgate.headers.structured.SfToken;
import dev.headgate.headers.structured.StructuredFields;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("seeded")
class RateLimitWriterPropertyTest {

  private static final int RUNS = 5_000;

  private final RateLimitWriter writer = new RateLimitWriter();

  @Test
  void limitsAreWrittenAsTheCanonicalSerialiserWritesThem() {
    Seeds.check(
        RUNS,
        random -> {
          List<Member> members = new ArrayList<>();
          for (int i = random.nextInt(6); i > 0; i--) {
            members.add(writeLimit(random));
          }

          assertThat(writer.finish()).isEqualTo(StructuredFields.serialize(new SfList(members)));
        });
  }

  @Test
  void policiesAreWrittenAsTheCanonicalSerialiserWritesThem() {
    Seeds.check(
        RUNS,
        random -> {
          List<Member> members = new ArrayList<>();
          for (int i = random.nextInt(6); i > 0; i--) {
            members.add(writePolicy(random));
          }

          assertThat(writer.finish()).isEqualTo(StructuredFields.serialize(new SfList(members)));
        });
  }

  private Item writeLimit(RandomGenerator random) {
    String name = name(random);
    long remaining = number(random);
    writer.limit(SerializedName.of(name), remaining);
    Parameters parameters = Parameters.of("r", integer(remaining));
    if (random.nextBoolean()) {
      long seconds = number(random);
      writer.reset(seconds);
      parameters = parameters.with("t", integer(seconds));
    }
    if (random.nextBoolean()) {
      long points = number(random);
      CostKind kind = random.nextBoolean() ? CostKind.FINAL : CostKind.RESERVED;
      writer.cost(points, kind);
      parameters =
          parameters
              .with("hg-cost", integer(points))
              .with("hg-cost-kind", new SfToken(kind.token()));
    }
    return new Item(new SfString(name), parameters);
  }

  private Item writePolicy(RandomGenerator random) {
    String name = name(random);
    long quota = number(random);
    writer.policy(SerializedName.of(name), quota);
    Parameters parameters = Parameters.of("q", integer(quota));
    if (random.nextBoolean()) {
      long seconds = 1 + (number(random) >> 1);
      writer.window(seconds);
      parameters = parameters.with("w", integer(seconds));
    }
    if (random.nextBoolean()) {
      writer.unit(SerializedName.of("points"));
      parameters = parameters.with("hg-unit", new SfString("points"));
    }
    return new Item(new SfString(name), parameters);
  }

  private static String name(RandomGenerator random) {
    StringBuilder name = new StringBuilder();
    for (int i = random.nextInt(1, 20); i > 0; i--) {
      name.append((char) random.nextInt(' ', 0x7f));
    }
    return name.toString();
  }

  private static long number(RandomGenerator random) {
    return random.nextLong(Long.MAX_VALUE) >> random.nextInt(63);
  }

  private static SfInteger integer(long number) {
    return new SfInteger(Math.min(number, RateLimitWriter.NUMBER_MAX));
  }
}
