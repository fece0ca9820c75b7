package dev.headgate.server.http;

import dev.headgate.core.snapshot.Phase;
import dev.headgate.core.time.Micros;
import dev.headgate.server.admin.ActiveOverride;
import dev.headgate.server.admin.Order;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An override, or only its order, read from JSON. For one thread. */
final class OverrideBody {
  private static final int RULES_MAX = 100;
  private static final int CALLER_MAX = 8;
  private static final int DATE_MAX = 40;
  private static final List<String> PHASES = List.of("off", "observe", "advertise", "enforce");
  private static final List<String> ORDER = List.of("owner", "reason", "until");
  private static final List<String> FIELDS =
      List.of("owner", "reason", "until", "phase", "rules", "caller");

  private @Nullable String owner;
  private @Nullable String reason;
  private @Nullable Long until;
  private @Nullable Phase phase;
  private final Set<String> rules = new HashSet<>();
  private Map<String, String> caller = Map.of();

  static OverrideBody read(JsonIn in) {
    OverrideBody body = new OverrideBody();
    in.object(FIELDS, body::field);
    return body;
  }

  static OverrideBody readOrder(JsonIn in) {
    OverrideBody body = new OverrideBody();
    in.object(ORDER, body::field);
    return body;
  }

  Order order() {
    if (owner == null || reason == null || until == null) {
      throw Problems.missing("/", "owner, reason and until").thrown();
    }
    return new Order(owner, reason, until);
  }

  ActiveOverride override(String id) {
    if (phase == null) {
      throw Problems.missing("/phase", "one of " + PHASES).thrown();
    }
    return new ActiveOverride(id, rules, caller, phase, order());
  }

  private void field(JsonIn in, int index) {
    switch (index) {
      case 0 -> owner = words(in);
      case 1 -> reason = words(in);
      case 2 -> until = instant(in);
      case 3 -> phase = phase(in);
      case 4 -> in.array(RULES_MAX, () -> rules.add(in.text(1, 256)));
      case 5 -> caller = in.texts(CALLER_MAX, CallBody.VALUE_MAX);
      default -> throw new AssertionError(index);
    }
  }

  private static String words(JsonIn in) {
    String text = in.text(1, Order.TEXT_MAX);
    if (text.isBlank()) {
      throw Problems.wrong(in.path(), "only blanks", "words").thrown();
    }
    return text;
  }

  private static Phase phase(JsonIn in) {
    String word = in.text(1, DATE_MAX);
    return switch (word) {
      case "off" -> Phase.OFF;
      case "observe" -> Phase.OBSERVE;
      case "advertise" -> Phase.ADVERTISE;
      case "enforce" -> Phase.ENFORCE;
      default -> throw Problems.wrong(in.path(), Problems.shown(word), "one of " + PHASES).thrown();
    };
  }

  private static long instant(JsonIn in) {
    String text = in.text(1, DATE_MAX);
    try {
      return Micros.of(Instant.parse(text));
    } catch (DateTimeException malformed) {
      throw Problems.wrong(in.path(), Problems.shown(text), "an instant, 2026-03-02T00:00:00Z")
          .thrown();
    }
  }
}
