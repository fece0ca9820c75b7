package dev.headgate.headers.structured;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Makes any structured field from a source of chance, and damages its text. */
final class RandomFields {

  private static final String KEY_STARTS = "abcxyz*";
  private static final String KEY_PARTS = KEY_STARTS + "0189_-.";
  private static final String TOKEN_STARTS = "aMzZ*";
  private static final String TOKEN_PARTS = TOKEN_STARTS + "09!#$%&'+-.^_`|~:/";
  private static final String DAMAGE = "\"\\%:;,=()?@*-.0189afzAZ \t\0\r\n\u007f\u0080\u00ff\u20ac";

  private final RandomGenerator random;

  RandomFields(RandomGenerator random) {
    this.random = random;
  }

  SfList list() {
    return new SfList(several(this::member));
  }

  SfDictionary dictionary() {
    return new SfDictionary(keyed(this::member));
  }

  Item item() {
    return new Item(bareItem(), parameters());
  }

  /** The text with one to four characters replaced, put in or taken out. */
  String damaged(String text) {
    StringBuilder damaged = new StringBuilder(text);
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      int at = random.nextInt(damaged.length() + 1);
      int end = Math.min(damaged.length(), at + random.nextInt(2));
      damaged.replace(at, end, random.nextInt(3) == 0 ? "" : text(DAMAGE, 1));
    }
    return damaged.toString();
  }

  private Member member() {
    return random.nextInt(4) == 0 ? new InnerList(several(this::item), parameters()) : item();
  }

  private Parameters parameters() {
    return random.nextBoolean() ? Parameters.NONE : new Parameters(keyed(this::bareItem));
  }

  private BareItem bareItem() {
    return switch (random.nextInt(8)) {
      case 0 -> new SfInteger(integer());
      case 1 -> new SfDecimal(BigDecimal.valueOf(integer(), 3));
      case 2 -> new SfString(unicode(0x7f, ' '));
      case 3 -> new SfToken(text(TOKEN_STARTS, 1) + text(TOKEN_PARTS, random.nextInt(6)));
      case 4 -> new SfBytes(bytes());
      case 5 -> new SfBoolean(random.nextBoolean());
      case 6 -> new SfDate(integer());
      default -> new SfDisplayString(unicode(random.nextBoolean() ? 0x80 : 0x110000, 0));
    };
  }

  private long integer() {
    long magnitude = random.nextLong(Syntax.INTEGER_MAX + 1) >> random.nextInt(50);
    return random.nextBoolean() ? magnitude : -magnitude;
  }

  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(9)];
    random.nextBytes(bytes);
    return bytes;
  }

  private String unicode(int bound, int least) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(9); i > 0; i--) {
      int codePoint = random.nextInt(least, bound);
      boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= 0xdfff;
      text.appendCodePoint(surrogate ? '"' : codePoint);
    }
    return text.toString();
  }

  private String text(String characters, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(characters.charAt(random.nextInt(characters.length())));
    }
    return text.toString();
  }

  private <T> List<T> several(Supplier<T> one) {
    return Stream.generate(one).limit(random.nextInt(4)).toList();
  }

  private <T> SequencedMap<String, T> keyed(Supplier<T> one) {
    LinkedHashMap<String, T> map = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      map.put(text(KEY_STARTS, 1) + text(KEY_PARTS, random.nextInt(4)), one.get());
    }
    return map;
  }
}
