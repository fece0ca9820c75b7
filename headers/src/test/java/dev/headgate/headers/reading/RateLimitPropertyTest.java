package dev.headgate.headers.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.headers.Alphabet;
import dev.headgate.headers.CostKind;
import dev.headgate.headers.RateLimitWriter;
import dev.headgate.headers.Seeds;
import dev.headgate.headers.structured.Item;
import dev.headgate.headers.structured.Parameters;
import dev.headgate.headers.structured.SfBytes;
import dev.headgate.headers.structured.SfList;
import dev.headgate.headers.structured.SfToken;
import dev.headgate.headers.structured.StructuredFields;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("seeded")
class RateLimitPropertyTest {

  private static final int RUNS = 5_000;
  private static final List<String> NAMES =
      List.of(
          "RateLimit",
          "RateLimit-Policy",
          "RateLimit-Limit",
          "RateLimit-Remaining",
          "RateLimit-Reset",
          "X-RateLimit-Limit");
  private static final String PIECES =
      "\"a\"|;r=|;t=|;q=|;w=|;pk=:YQ==:|limit=|, |remaining=|1|60|-|.5|(|)|?1|\u00e9";

  private final RateLimitReader reader = new RateLimitReader();

  @Test
  void whatIsEmittedIsReadBack() {
    Seeds.check(
        RUNS,
        random -> {
          Alphabet alphabet = random.nextBoolean() ? Alphabet.R_T : Alphabet.A_W;
          List<RateLimitPolicy> policies = oneToFour(random, () -> policy(random));
          List<RateLimit> limits = oneToFour(random, () -> limit(random));
          Map<String, List<String>> fields =
              Map.of(
                  "RateLimit-Policy",
                  List.of(text(policies.stream().map(RateLimitPolicy::toItem).toList())),
                  "RateLimit",
                  List.of(text(limits.stream().map(limit -> limit.toItem(alphabet)).toList())));

          RateLimitReading reading = reader.read(FieldLines.of(fields));

          assertThat(reading).isEqualTo(new RateLimitReading(policies, limits, List.of()));
        });
  }

  @Test
  void anyFieldsAtAllAreReadOrIgnored() {
    List<String> pieces = List.of(PIECES.split("\\|"));
    Seeds.check(
        RUNS,
        random -> {
          Map<String, List<String>> fields =
              Map.of(
                  NAMES.get(random.nextInt(3)),
                  oneToFour(random, () -> garbage(random, pieces)),
                  NAMES.get(random.nextInt(3, NAMES.size())),
                  oneToFour(random, () -> garbage(random, pieces)));

          RateLimitReading reading = reader.read(FieldLines.of(fields));

          assertThat(reading.ignored()).allMatch(one -> one.problem().matches("[ -~]{1,400}"));
        });
  }

  private static String garbage(RandomGenerator random, List<String> pieces) {
    StringBuilder line = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      line.append(pieces.get(random.nextInt(pieces.size())));
    }
    return line.toString();
  }

  private static RateLimitPolicy policy(RandomGenerator random) {
    Long window = random.nextBoolean() ? null : Long.valueOf(1 + number(random) / 2);
    String unit = random.nextBoolean() ? RateLimitPolicy.UNIT_DEFAULT : "content-bytes";
    return new RateLimitPolicy(ref(random), number(random), window, unit, extra(random));
  }

  private static RateLimit limit(RandomGenerator random) {
    Long reset = random.nextBoolean() ? null : Long.valueOf(number(random));
    return new RateLimit(ref(random), number(random), reset, cost(random), extra(random));
  }

  private static @Nullable Cost cost(RandomGenerator random) {
    CostKind kind = random.nextBoolean() ? CostKind.FINAL : CostKind.RESERVED;
    return random.nextBoolean() ? null : new Cost(number(random), kind);
  }

  private static PolicyRef ref(RandomGenerator random) {
    byte[] partition = new byte[random.nextInt(5)];
    random.nextBytes(partition);
    String name = "a \"" + random.nextInt(100) + "\\";
    return new PolicyRef(name, random.nextBoolean() ? null : new SfBytes(partition));
  }

  private static Parameters extra(RandomGenerator random) {
    return random.nextBoolean() ? Parameters.NONE : Parameters.of("x-y", new SfToken("z"));
  }

  private static long number(RandomGenerator random) {
    return random.nextLong(RateLimitWriter.NUMBER_MAX + 1) >> random.nextInt(50);
  }

  private static String text(List<Item> items) {
    return StructuredFields.serialize(new SfList(List.copyOf(items)));
  }

  private static <T> List<T> oneToFour(RandomGenerator random, Supplier<T> one) {
    return Stream.generate(one).limit(random.nextInt(1, 5)).toList();
  }
}
