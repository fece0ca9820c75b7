package dev.headgate.client.reading;

import dev.headgate.client.profile.Dialect;
import dev.headgate.client.profile.FieldForm;
import dev.headgate.client.profile.RefusalForm;
import dev.headgate.headers.reading.FieldLines;
import dev.headgate.headers.reading.RateLimitReader;
import dev.headgate.headers.reading.RetryAfter;
import dev.headgate.headers.reading.RetryAfterReader;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads responses of one dialect. Immutable. */
public final class ResponseReader {
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;
  private static final int SERVER_ERRORS = 500;

  private final Dialect dialect;
  private final Map<FieldForm.Ietf, RateLimitReader> readers = new HashMap<>();

  /** A reader of that dialect. */
  public ResponseReader(Dialect dialect) {
    this.dialect = dialect;
    for (FieldForm form : dialect.forms()) {
      if (form instanceof FieldForm.Ietf ietf) {
        readers.put(ietf, new RateLimitReader(ietf.prefix(), RateLimitReader.BOUNDS));
      }
    }
  }

  /**
   * What {@code response} says; never fails.
   *
   * @param receivedMicros when it was received, by our wall clock, since the epoch
   */
  public Said read(Response response, long receivedMicros) {
    ServerTime time = new ServerTime(response.fields(), receivedMicros);
    BodyReader body = new BodyReader(response.bodyStart());
    StandReader stands = new StandReader(response.fields(), new ResetReader(time), body, readers);
    if (!fromCache(response.fields())) {
      dialect.forms().forEach(stands::read);
    }
    Ending ending = ending(response, stands.stands(), body, time);
    return new Said(stands.stands(), ending, stands.cost(), stands.ignored());
  }

  /** What a cache has kept says where somebody stood, not where we stand. */
  private static boolean fromCache(FieldLines fields) {
    Long age = Amounts.whole(Amounts.line(fields, "Age"));
    return age != null && age > 0;
  }

  private Ending ending(Response response, List<Stand> stands, BodyReader body, ServerTime time) {
    List<String> names = new ArrayList<>();
    boolean refused = response.status() == TOO_MANY;
    for (RefusalForm form : dialect.refusals()) {
      if (says(form, response.status(), stands, body)) {
        refused = true;
        if (!form.gate().isEmpty()) {
          names.add(form.gate());
        }
      }
    }
    if (refused) {
      return refused(response, stands, names, waitMicros(response.fields(), time));
    }
    if (response.status() == UNAVAILABLE && hasRetryAfter(response.fields())) {
      Long wait = waitMicros(response.fields(), time);
      return new Ending.Unavailable(wait == null ? 0 : wait);
    }
    boolean trouble = response.status() >= SERVER_ERRORS;
    return trouble ? new Ending.Trouble(response.status()) : new Ending.Done();
  }

  private static boolean says(RefusalForm form, int status, List<Stand> stands, BodyReader body) {
    return form.statuses().contains(status)
        && (form.body() == null || body.holds(form.body()))
        && (!form.exhausted() || stands.stream().anyMatch(Stand::isExhausted));
  }

  private Ending refused(
      Response response, List<Stand> stands, List<String> names, @Nullable Long wait) {
    String reason =
        dialect.reason().isEmpty() ? null : Amounts.line(response.fields(), dialect.reason());
    if (reason != null && !reason.isEmpty()) {
      names.add(reason);
    }
    names.addAll(new BodyReader(response.bodyStart()).violated());
    Long longest = wait;
    for (Stand stand : stands) {
      if (wait == null && stand.isExhausted()) {
        longest = longer(longest, stand.span().resetMicros());
      }
    }
    return new Ending.Refused(names, longest);
  }

  private static @Nullable Long longer(@Nullable Long one, @Nullable Long other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return Math.max(one, other);
  }

  /** How long to wait by Retry-After; null if it says nothing, nothing understandable or zero. */
  private static @Nullable Long waitMicros(FieldLines fields, ServerTime time) {
    if (!hasRetryAfter(fields)) {
      return null;
    }
    Instant now = Instant.EPOCH.plus(time.micros(), ChronoUnit.MICROS);
    long micros =
        switch (RetryAfterReader.read(fields, now)) {
          case RetryAfter.Wait(Duration wait) -> Math.ceilDiv(wait.toNanos(), 1_000L);
          case RetryAfter.At(Instant at) -> time.until(at);
          case RetryAfter.Absent absent -> 0;
          case RetryAfter.Unreadable unreadable -> 0;
        };
    return micros == 0 ? null : Math.min(micros, Amounts.DELAY_MAX);
  }

  private static boolean hasRetryAfter(FieldLines fields) {
    return !fields.lines(RetryAfterReader.FIELD).isEmpty()
        || !fields.lines("Retry-After-Ms").isEmpty()
        || !fields.lines("X-Ms-Retry-After-Ms").isEmpty();
  }
}
