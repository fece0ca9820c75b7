package dev.headgate.core.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.core.Seeds;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a page size is taken for, whatever a caller writes. */
@Tag("seeded")
class BoundTest {
  private static final Bound PAGE =
      new Bound(Bound.Form.PAGE_SIZE, List.of("maxResults", "limit"), 20, 100);
  private static final Bound IDS = Bound.list("id", 50);

  @ParameterizedTest
  @CsvSource({
    "'', 20, USUAL",
    "jql=x, 20, USUAL",
    "maxResults=1, 1, STATED",
    "maxResults=100, 100, STATED",
    "maxResults=101, 100, ABOVE_MOST",
    "maxResults=1000000000, 100, ABOVE_MOST",
    "maxResults=99999999999999999999999999999999, 100, ABOVE_MOST",
    "maxResults=0000000000000000000000000000007, 7, STATED",
    "maxResults=-1, 100, UNREADABLE",
    "maxResults=0, 100, UNREADABLE",
    "maxResults=all, 100, UNREADABLE",
    "maxResults=5.5, 100, UNREADABLE",
    "maxResults=1e9, 100, UNREADABLE",
    "maxResults=+7, 100, UNREADABLE",
    "maxResults=7;maxResults=9, 100, UNREADABLE",
    "maxResults=, 100, UNREADABLE",
    "maxResults, 100, UNREADABLE",
    "maxResults=%37, 7, STATED",
    "max%52esults=7, 7, STATED",
    "maxResults=%3, 100, UNREADABLE",
    "a=b&&maxResults=7&, 7, STATED",
    "maxResults=7&maxResults=9, 9, STATED",
    "maxResults=9&limit=7, 9, STATED",
    "maxResults=7&limit=x, 100, UNREADABLE",
    "xmaxResults=7, 20, USUAL",
    "maxResultsx=7, 20, USUAL",
    "MAXRESULTS=7, 20, USUAL",
    "q=maxResults=7, 20, USUAL"
  })
  void aPageSizeIsNeverTakenForLessThanItMayMean(String query, long objects, String reason) {
    Bound.Found found = PAGE.find(query);

    assertThat(found.objects()).isEqualTo(objects);
    assertThat(found.reason()).hasToString(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 50 | USUAL",
        "id= | 50 | USUAL",
        "id=7 | 1 | STATED",
        "id=7,8,9 | 3 | STATED",
        "id=7%2C8&id=9 | 3 | STATED",
        "id=,,, | 4 | STATED",
        "ids=7,8 | 50 | USUAL"
      })
  void idsAreCountedByTheirCommas(String query, long objects, String reason) {
    Bound.Found found = IDS.find(query);

    assertThat(found.objects()).isEqualTo(objects);
    assertThat(found.reason()).hasToString(reason);
  }

  @Test
  void moreIdsThanThereCanBeAreTheMost() {
    assertThat(IDS.find("id=" + "7,".repeat(5_000)))
        .isEqualTo(new Bound.Found(50, Bound.Reason.ABOVE_MOST, "id"));
  }

  @Test
  void boundsThatMeanNothingAreRefused() {
    assertThatThrownBy(() -> Bound.page("limit", 50, 20)).hasMessageContaining("expected");
    assertThatThrownBy(() -> Bound.page("limit", -1, 20)).hasMessageContaining("expected");
    assertThatThrownBy(() -> Bound.atMost(Long.MAX_VALUE)).hasMessageContaining("expected");
    assertThatThrownBy(() -> new Bound(Bound.Form.PAGE_SIZE, List.of(), 1, 2))
        .hasMessageContaining("expected");
  }

  /** Against the platform's own form decoding and numbers of any size. */
  @Test
  void theScanFindsWhatDecodingTheWholeQueryFinds() {
    Seeds.check(3_000, BoundTest::theScanAgrees);
  }

  private static void theScanAgrees(RandomGenerator random) {
    String query = query(random);

    assertThat(PAGE.find(query).objects()).as(query).isEqualTo(decoded(query));
  }

  private static long decoded(String query) {
    long largest = -1;
    for (String part : query.split("&", -1)) {
      int sign = part.indexOf('=');
      String name = form(sign < 0 ? part : part.substring(0, sign));
      if (PAGE.parameters().contains(name)) {
        String value = sign < 0 ? "" : form(part.substring(sign + 1));
        largest = Math.max(largest, value.matches("0*[1-9][0-9]*") ? size(value) : PAGE.most());
      }
    }
    return largest < 0 ? PAGE.usual() : largest;
  }

  private static long size(String value) {
    return new BigInteger(value).min(BigInteger.valueOf(PAGE.most())).longValueExact();
  }

  private static String form(String part) {
    return URLDecoder.decode(part, StandardCharsets.UTF_8);
  }

  private static String query(RandomGenerator random) {
    StringBuilder query = new StringBuilder();
    for (int parts = random.nextInt(5); parts > 0; parts--) {
      query.append(encoded(random, pick(random, "maxResults", "limit", "maxResult", "q", "")));
      query.append(pick(random, "=", "=", "=", ""));
      query.append(encoded(random, pick(random, "1", "99", "101", "0", "-1", "all", "1 0", "")));
      query.append(pick(random, "&", "&", "&&", "&a=b&"));
    }
    return query.toString();
  }

  private static String encoded(RandomGenerator random, String text) {
    StringBuilder encoded = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ' ') {
        encoded.append('+');
      } else if (random.nextInt(4) == 0) {
        encoded.append("%%%02x".formatted((int) c));
      } else {
        encoded.append(c);
      }
    }
    return encoded.toString();
  }

  private static String pick(RandomGenerator random, String... some) {
    return some[random.nextInt(some.length)];
  }
}
