package dev.headgate.client.sim;

import dev.headgate.client.reading.Response;
import dev.headgate.headers.reading.FieldLines;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Providers with one rule each, written down as plainly as possible. Times are of their clock. */
public final class Servers {
  private static final long SECOND = 1_000_000;

  private Servers() {}

  public static Response ok(Map<String, String> fields) {
    return Response.of(200, lines(fields));
  }

  public static Response refused(Map<String, String> fields) {
    return Response.of(429, lines(fields));
  }

  public static FieldLines lines(Map<String, String> fields) {
    Map<String, List<String>> all = new HashMap<>();
    fields.forEach((name, value) -> all.put(name, List.of(value)));
    return FieldLines.of(all);
  }

  /** Counts what it allowed and what it refused. */
  public static final class Counted implements Server {
    private final Server server;
    public long allowed;
    public long refused;

    public Counted(Server server) {
      this.server = server;
    }

    @Override
    public Response answer(dev.headgate.client.call.Call call, long now) {
      Response response = server.answer(call, now);
      if (response.status() == 429) {
        refused++;
      } else {
        allowed++;
      }
      return response;
    }
  }

  /** A bucket of whole calls, which says nothing in its fields. */
  public static Server bucket(int capacity, int perSecond) {
    return bucket(capacity, perSecond, false);
  }

  /** A bucket, with the fields of the IETF draft if {@code fields}. */
  public static Server bucket(int capacity, int perSecond, boolean fields) {
    double[] state = {capacity, Long.MIN_VALUE};
    return (call, now) -> {
      if (state[1] != Long.MIN_VALUE) {
        state[0] = Math.min(capacity, state[0] + (now - state[1]) * perSecond / 1e6);
      }
      state[1] = now;
      boolean allowed = state[0] >= 1;
      state[0] -= allowed ? 1 : 0;
      double missing = state[0] >= 1 ? capacity - state[0] : 1 - state[0];
      long seconds = (long) Math.ceil(missing / perSecond);
      Map<String, String> said = new HashMap<>();
      if (fields) {
        said.put("RateLimit-Policy", "\"b\";q=%d;w=%d".formatted(capacity, capacity / perSecond));
        said.put("RateLimit", "\"b\";r=%d;t=%d".formatted((long) state[0], seconds));
        if (!allowed) {
          said.put("Retry-After", String.valueOf(seconds));
        }
      }
      return allowed ? ok(said) : refused(said);
    };
  }

  /** At most so many in each second of its clock. */
  public static Server calendarSecond(int most) {
    long[] state = {0, 0};
    return (call, now) -> {
      if (now / SECOND != state[0]) {
        state[0] = now / SECOND;
        state[1] = 0;
      }
      return state[1]++ < most ? ok(Map.of()) : refused(Map.of());
    };
  }

  /** At most so many allowed in any second. */
  public static Server slidingSecond(int most) {
    ArrayDeque<Long> allowed = new ArrayDeque<>();
    return (call, now) -> {
      while (!allowed.isEmpty() && allowed.peekFirst() <= now - SECOND) {
        allowed.removeFirst();
      }
      if (allowed.size() >= most) {
        return refused(Map.of());
      }
      allowed.addLast(now);
      return ok(Map.of());
    };
  }

  /** So many points in each window, told in the fields of the IETF draft. */
  public static Server window(String name, long quota, long windowSeconds) {
    long[] state = {0, 0};
    return (call, now) -> {
      long window = windowSeconds * SECOND;
      if (now / window != state[0]) {
        state[0] = now / window;
        state[1] = 0;
      }
      long cost = call.terms().points();
      boolean allowed = state[1] + cost <= quota;
      state[1] += allowed ? cost : 0;
      long seconds = Math.ceilDiv((state[0] + 1) * window - now, SECOND);
      Map<String, String> said = new HashMap<>();
      said.put("RateLimit-Policy", "\"%s\";q=%d;w=%d".formatted(name, quota, windowSeconds));
      said.put("RateLimit", "\"%s\";r=%d;t=%d".formatted(name, quota - state[1], seconds));
      if (!allowed) {
        said.put("Retry-After", String.valueOf(seconds));
      }
      return allowed ? ok(said) : refused(said);
    };
  }
}
