package dev.headgate.core.counting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Seeds;
import dev.headgate.core.pricing.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Counting against a parser that reads the whole document first, by seed. */
@Tag("seeded")
class CountingPropertyTest {
  private static final int SEEDS = 20;
  private static final int DOCUMENTS = 200;

  private final Scratch scratch = new Scratch();

  /** Feeds the document in random parts, each somewhere in an array of its own. */
  private Counted counted(byte[] document, List<JsonPath> paths, RandomGenerator random) {
    ObjectCounter counter = new ObjectCounter(CountingPlan.of(paths), scratch);
    int at = 0;
    while (at < document.length) {
      int size = Math.min(document.length - at, random.nextInt(random.nextBoolean() ? 9 : 5_000));
      byte[] part = new byte[size + 16];
      Arrays.fill(part, (byte) '"');
      int offset = random.nextInt(16);
      System.arraycopy(document, at, part, offset, size);
      counter.feed(part, offset, offset + size);
      at += size;
    }
    return counter.end();
  }

  @Test
  void anyDocumentInAnyPartsHasTheObjectsThatAParserFinds() {
    Seeds.check(
        SEEDS,
        random -> {
          Documents documents = new Documents(random);
          for (int i = 0; i < DOCUMENTS; i++) {
            byte[] document = documents.document();
            List<JsonPath> paths = documents.paths();

            Counted counted = counted(document, paths, random);

            String told = paths + " in " + text(document);
            assertThat(counted.form()).as(told).isEqualTo(Counted.Form.WHOLE);
            assertThat(counted.objects()).as(told).isEqualTo(SlowCount.count(document, paths));
          }
        });
  }

  @Test
  void aDocumentCutAnywhereIsNeverTakenForAWholeOne() {
    Seeds.check(
        SEEDS,
        random -> {
          Documents documents = new Documents(random);
          for (int i = 0; i < DOCUMENTS; i++) {
            byte[] document = text(documents.document()).strip().getBytes(StandardCharsets.UTF_8);
            byte[] cut = Arrays.copyOf(document, random.nextInt(document.length));
            boolean container = document[0] == '{' || document[0] == '[' || document[0] == '"';
            List<JsonPath> paths = documents.paths();

            Counted counted = counted(cut, paths, random);

            if (container && cut.length > 0 && !CountingPlan.of(paths).wholeOnly()) {
              assertThat(counted.form()).as(text(cut)).isEqualTo(Counted.Form.CUT);
            }
          }
        });
  }

  @Test
  void noBytesThrow() {
    Seeds.check(
        SEEDS,
        random -> {
          Documents documents = new Documents(random);
          byte[] likely = "{}[]\",:\\nu0 a".getBytes(StandardCharsets.UTF_8);
          for (int i = 0; i < DOCUMENTS; i++) {
            byte[] garbage = new byte[random.nextInt(200)];
            random.nextBytes(garbage);
            for (int k = 0; k < garbage.length; k++) {
              if (random.nextInt(8) > 0) {
                garbage[k] = likely[random.nextInt(likely.length)];
              }
            }

            Counted counted = counted(garbage, documents.paths(), random);

            assertThat(counted.objects()).allMatch(count -> count <= 200);
          }
        });
  }

  private static String text(byte[] document) {
    return new String(document, StandardCharsets.UTF_8);
  }
}
