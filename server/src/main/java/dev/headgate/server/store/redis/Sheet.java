package dev.headgate.server.store.redis;

import dev.headgate.core.limit.Meter;
import dev.headgate.core.limit.Spelling;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What one call of the script is given: keys and meters, each once, and questions. Keys that are
 * read come first, then those that are only written. For one thread.
 */
final class Sheet implements Spelling {
  /** The script's number of a key that is not there. */
  static final int NO_KEY = 0;

  private static final int ROOM = 1_024;

  private static final byte[] NOT_YET = {};

  /** How many numbers stand before the parameters of a meter. */
  private static final int METER_HEAD = 3;

  /** Where among the arguments it stands how many keys are read, and the meters. */
  private static final int READ = 2;

  private static final int METERS = 3;

  private final Map<String, Integer> keys = new LinkedHashMap<>();
  private final Map<String, Integer> written = new LinkedHashMap<>();
  private final Map<String, Integer> meters = new LinkedHashMap<>();
  private final List<byte[]> arguments = new ArrayList<>();
  private final List<Later> later = new ArrayList<>();
  private ByteBuffer numbers = fresh(ROOM);
  private int flags;

  /** A number that is known when all keys are: that of a key which is only written. */
  private record Later(int argument, int at, int key) {}

  /** What a claim is beside its meter. */
  record ClaimHead(int flags, long cost, int key, int pool) {}

  /**
   * An empty one.
   *
   * @param epoch as the node knows it
   * @param instant in microseconds, empty for the server's clock
   */
  Sheet(String epochKey, Meeting.Epoch epoch, String instant) {
    keys.put(epochKey, 1);
    arguments.add(Texts.bytes(instant));
    arguments.add(Texts.bytes(epoch.text()));
    arguments.add(NOT_YET);
    arguments.add(NOT_YET);
  }

  /** The number of a key, under which the questions of this sheet name it. */
  int key(String name) {
    Integer onlyWritten = written.get(name);
    return onlyWritten == null ? numbered(keys, name) : -onlyWritten;
  }

  /** The same of a key that a question does not read; below 0 until all keys are known. */
  int written(String name) {
    Integer read = keys.get(name);
    return read == null ? -numbered(written, name) : read;
  }

  private static int numbered(Map<String, Integer> names, String name) {
    Integer known = names.putIfAbsent(name, names.size() + 1);
    return known == null ? names.size() : known;
  }

  @Override
  public void number(long number) {
    if (numbers.remaining() < Double.BYTES) {
      ByteBuffer more = fresh(2 * numbers.capacity());
      numbers = more.put(numbers.flip());
    }
    if (number < 0) {
      later.add(new Later(arguments.size(), numbers.position(), (int) -number));
    }
    numbers.putDouble((double) number);
  }

  @Override
  public void kind(Kind kind) {
    number(0);
    number(code(kind));
    number(flags);
  }

  /** A claim. */
  void claim(ClaimHead claim, Meter meter, long now) {
    flags = claim.flags();
    number(meter(meter, now));
    number(claim.cost());
    number(claim.key());
    number(claim.pool());
  }

  /** The number of a meter as it is spelled around an instant, with these flags. */
  private int meter(Meter meter, long now) {
    int from = numbers.position();
    meter.spell(this, now);
    int length = (numbers.position() - from) / Double.BYTES;
    if (length < METER_HEAD) {
      throw new AssertionError("a meter spelled no kind: " + meter);
    }
    numbers.putDouble(from, length - 1.0);
    int bytes = length * Double.BYTES;
    String spelled =
        new String(
            numbers.array(), numbers.arrayOffset() + from, bytes, StandardCharsets.ISO_8859_1);
    numbers.position(from);
    return numbered(meters, spelled);
  }

  /** Ends the numbers of a question. */
  void endNumbers() {
    byte[] question = new byte[numbers.position()];
    numbers.flip().get(question);
    numbers.clear();
    arguments.add(question);
  }

  /** A text that a question has beside its numbers. */
  void text(byte[] text) {
    arguments.add(text);
  }

  String[] keys() {
    return Stream.concat(keys.keySet().stream(), written.keySet().stream()).toArray(String[]::new);
  }

  byte[][] arguments() {
    later.forEach(
        number ->
            little(ByteBuffer.wrap(arguments.get(number.argument())))
                .putDouble(number.at(), keys.size() + number.key()));
    arguments.set(READ, Texts.bytes(Integer.toString(keys.size())));
    arguments.set(METERS, Texts.bytes(String.join("", meters.keySet())));
    return arguments.toArray(byte[][]::new);
  }

  private static ByteBuffer fresh(int bytes) {
    return little(ByteBuffer.allocate(bytes));
  }

  private static ByteBuffer little(ByteBuffer bytes) {
    return bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** As the script numbers them. */
  private static int code(Kind kind) {
    return switch (kind) {
      case CEILING -> 0;
      case BUCKET -> 1;
      case FIXED_WINDOW -> 2;
      case SLIDING_SLICES -> 3;
      case ALLOTMENT -> 4;
      case SLIDING_LOG -> 5;
      case CONCURRENCY -> 6;
      case POOL -> 7;
    };
  }
}
