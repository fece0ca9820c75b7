package dev.headgate.server.store.redis;

import dev.headgate.core.limit.Meter;
import dev.headgate.core.limit.Spelling;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one call of the script is given: keys, each once, and questions. For one thread. */
final class Sheet implements Spelling {
  /** The script's number of a key that is not there. */
  static final int NO_KEY = 0;

  private static final int ROOM = 1_024;

  /** How many numbers stand before the parameters of a claim. */
  private static final int CLAIM_HEAD = 6;

  private final Map<String, Integer> keys = new LinkedHashMap<>();
  private final List<byte[]> arguments = new ArrayList<>();
  private ByteBuffer numbers = fresh(ROOM);
  private ClaimHead head = new ClaimHead(0, 0, 0, 0);

  /** What stands before a claim's parameters, beside kind and length. */
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
  }

  /** The number of a key, under which the questions of this sheet name it. */
  int key(String name) {
    Integer known = keys.putIfAbsent(name, keys.size() + 1);
    return known == null ? keys.size() : known;
  }

  @Override
  public void number(long number) {
    if (numbers.remaining() < Double.BYTES) {
      ByteBuffer more = fresh(2 * numbers.capacity());
      numbers = more.put(numbers.flip());
    }
    numbers.putDouble((double) number);
  }

  @Override
  public void kind(Kind kind) {
    number(code(kind));
    number(0);
    number(head.flags());
    number(head.cost());
    number(head.key());
    number(head.pool());
  }

  /** A claim: what stands before it, and the numbers of its meter. */
  void claim(ClaimHead before, Meter meter, long now) {
    int from = numbers.position();
    head = before;
    meter.spell(this, now);
    int length = (numbers.position() - from) / Double.BYTES;
    if (length < CLAIM_HEAD) {
      throw new AssertionError("a meter spelled no kind: " + meter);
    }
    numbers.putDouble(from + Double.BYTES, length);
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
    return keys.keySet().toArray(String[]::new);
  }

  byte[][] arguments() {
    return arguments.toArray(byte[][]::new);
  }

  private static ByteBuffer fresh(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
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
