package dev.headgate.core.counting;

import dev.headgate.core.counting.Counted.Form;
import dev.headgate.core.pricing.JsonPath;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the objects of one JSON document (RFC 8259, UTF-8) as its bytes come; about 300 bytes of
 * state. For one thread at a time; allocates nothing while it is fed.
 *
 * <p>Whether the document is well-formed is known as far as it was looked at: the levels on which a
 * path can match, and below them strings and the balance of brackets.
 */
public final class ObjectCounter {
  private enum Mode {
    /** A value is to come. */
    VALUE,
    /** An array has begun: a value or its end. */
    FIRST_VALUE,
    /** An object has begun: a name or its end. */
    FIRST_NAME,
    /** A name is to come. */
    NEXT_NAME,
    /** Inside a name. */
    NAME,
    COLON,
    /** Inside a text that is a value. */
    TEXT,
    /** Inside a number, {@code true}, {@code false} or {@code null}. */
    WORD,
    /** Inside what no path leads to. */
    BELOW,
    /** A comma or the end of what is open. */
    BEHIND,
    /** The document has ended. */
    END,
    BROKEN
  }

  private final CountingPlan plan;
  private final Scratch scratch;
  private final long[] counts;
  private final NameMatch name = new NameMatch();

  /** The paths that lead into each open container. */
  private final int[] within = new int[JsonPath.STEPS_MAX];

  /** A bit for each open container that is an array. */
  private int arrays;

  /** How many containers are open that are read member by member. */
  private int level;

  /** The paths that lead to the value that is to come. */
  private int next;

  private Mode mode = Mode.VALUE;
  private long depth;
  private boolean inside;
  private boolean escaping;
  private boolean begun;

  /**
   * A counter at the beginning of a document.
   *
   * @param scratch of the thread that feeds it
   */
  public ObjectCounter(CountingPlan plan, Scratch scratch) {
    this.plan = plan;
    this.scratch = scratch;
    counts = new long[plan.size()];
    next = plan.inner();
  }

  /**
   * Takes the next part of the document.
   *
   * @param from first byte, at least 0
   * @param to behind the last byte, at most the length
   */
  public void feed(byte[] bytes, int from, int to) {
    begun |= to > from;
    if (plan.wholeOnly()) {
      return;
    }
    for (int at = from; at < to && mode != Mode.BROKEN; at += Scratch.BYTES) {
      scratch.load(bytes, at, Math.min(Scratch.BYTES, to - at), inside, escaping);
      inside = scratch.endsInside();
      escaping = scratch.endsEscaping();
      follow();
    }
  }

  /** What was counted, if nothing follows. */
  public Counted end() {
    List<Long> objects = new ArrayList<>(counts.length);
    for (int i = 0; i < counts.length; i++) {
      boolean root = (plan.roots() & 1 << i) != 0;
      objects.add(root && begun ? 1 : counts[i]);
    }
    return new Counted(objects, form());
  }

  private Form form() {
    if (!begun) {
      return Form.EMPTY;
    }
    boolean word = mode == Mode.WORD && level == 0;
    if (plan.wholeOnly() || mode == Mode.END || word) {
      return Form.WHOLE;
    }
    return mode == Mode.BROKEN ? Form.NOT_JSON : Form.CUT;
  }

  private void follow() {
    int at = 0;
    while (at < scratch.length()) {
      switch (mode) {
        case BELOW -> at = below(at);
        case TEXT -> at = text(at);
        case NAME -> at = name(at);
        case WORD -> at = word(at);
        case BROKEN -> at = scratch.length();
        default -> {
          byte b = scratch.at(at);
          at++;
          if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
            token(b);
          }
        }
      }
    }
  }

  private int below(int at) {
    depth = scratch.pass(at, depth);
    if (depth == 0) {
      valueEnded();
    }
    return scratch.passed();
  }

  private int text(int at) {
    int end = scratch.stringEnd(at);
    if (end == scratch.length()) {
      return end;
    }
    valueEnded();
    return end + 1;
  }

  private int name(int at) {
    int end = scratch.stringEnd(at);
    for (int i = at; i < end && !name.hopeless(); i++) {
      name.take(scratch.at(i));
    }
    if (end == scratch.length()) {
      return end;
    }
    named();
    mode = Mode.COLON;
    return end + 1;
  }

  /** The paths that lead to the member whose name was read. */
  private void named() {
    CountingPlan.Level here = plan.level(level - 1);
    int paths = here.every();
    int found = name.matched();
    if (found != 0) {
      paths |= here.owners()[Integer.numberOfTrailingZeros(found)];
    }
    next = within[level - 1] & paths;
  }

  private int word(int at) {
    for (int i = at; i < scratch.length(); i++) {
      byte b = scratch.at(i);
      int lower = b | 0x20;
      boolean part = (b >= '0' && b <= '9') || (lower >= 'a' && lower <= 'z') || isSign(b);
      if (!part) {
        valueEnded();
        return i;
      }
    }
    return scratch.length();
  }

  private static boolean isSign(byte b) {
    return b == '-' || b == '+' || b == '.';
  }

  private void token(byte b) {
    switch (mode) {
      case VALUE -> value(b);
      case FIRST_VALUE -> {
        if (b == ']') {
          close(b);
        } else {
          value(b);
        }
      }
      case FIRST_NAME -> {
        if (b == '}') {
          close(b);
        } else {
          beginName(b);
        }
      }
      case NEXT_NAME -> beginName(b);
      case COLON -> mode = b == ':' ? Mode.VALUE : Mode.BROKEN;
      case BEHIND -> behind(b);
      case END -> mode = Mode.BROKEN;
      case NAME, TEXT, WORD, BELOW, BROKEN -> throw new AssertionError(mode);
    }
  }

  private void value(byte b) {
    if (b != 'n') {
      count(next & plan.level(level).leaves());
    }
    switch (b) {
      case '{', '[' -> open(b == '[');
      case '"' -> mode = Mode.TEXT;
      case 't', 'f', 'n', '-' -> mode = Mode.WORD;
      default -> mode = b >= '0' && b <= '9' ? Mode.WORD : Mode.BROKEN;
    }
  }

  private void count(int paths) {
    int left = paths;
    while (left != 0) {
      counts[Integer.numberOfTrailingZeros(left)]++;
      left &= left - 1;
    }
  }

  private void open(boolean array) {
    CountingPlan.Level here = plan.level(level);
    int paths = next & (array ? here.every() : here.every() | here.named());
    if (paths == 0) {
      mode = Mode.BELOW;
      depth = 1;
      return;
    }
    within[level] = paths;
    arrays = array ? arrays | 1 << level : arrays & ~(1 << level);
    level++;
    next = paths;
    mode = array ? Mode.FIRST_VALUE : Mode.FIRST_NAME;
  }

  private boolean inArray() {
    return (arrays & 1 << (level - 1)) != 0;
  }

  private void beginName(byte b) {
    mode = b == '"' ? Mode.NAME : Mode.BROKEN;
    name.begin(plan.level(level - 1).names());
  }

  private void behind(byte b) {
    if (b != ',') {
      close(b);
    } else if (inArray()) {
      next = within[level - 1];
      mode = Mode.VALUE;
    } else {
      mode = Mode.NEXT_NAME;
    }
  }

  private void close(byte b) {
    if (b == (inArray() ? ']' : '}')) {
      level--;
      valueEnded();
    } else {
      mode = Mode.BROKEN;
    }
  }

  private void valueEnded() {
    mode = level == 0 ? Mode.END : Mode.BEHIND;
  }
}
