package dev.headgate.testkit.provider;

import dev.headgate.core.time.Micros;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Does to replies what troubles say. For one thread. */
final class Mischief {
  private static final String RETRY_AFTER = "Retry-After";
  private static final long HOUR = 3_600 * Micros.SECOND;
  private static final long MINUTE = 60 * Micros.SECOND;
  private static final long SLOW_MICROS = 2 * Micros.SECOND;
  private static final long JITTER_MICROS = 200_000;
  private static final int OLD_ANSWERS = 16;

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter ISO_MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Troubles troubles;
  private final String elsewhere;
  private final RandomGenerator random;
  private final Deque<List<Reply.Field>> old = new ArrayDeque<>();

  Mischief(Troubles troubles, String elsewhere, RandomGenerator random) {
    this.troubles = troubles;
    this.elsewhere = elsewhere;
    this.random = random;
  }

  /** What the provider's clock shows. */
  long clock(long now) {
    return troubles.any(Trouble.CLOCK_OFF) ? now + HOUR : now;
  }

  Set<Trouble> roll() {
    return troubles.roll(random);
  }

  /** An answer to a call that is not even looked at; null if it is. */
  @Nullable Reply instead(Asked asked, Set<Trouble> rolled) {
    if (rolled.contains(Trouble.REFUSES)) {
      return Reply.of(429, List.of(), "");
    }
    if (rolled.contains(Trouble.UNAVAILABLE)) {
      return Reply.of(503, List.of(new Reply.Field(RETRY_AFTER, "1")), "");
    }
    if (rolled.contains(Trouble.CUT_BEFORE)) {
      return Reply.of(502, List.of(), "").delivered(new Reply.Delivery(0, Reply.Cut.BEFORE_HEAD));
    }
    boolean away = !elsewhere.isEmpty() && !elsewhere.equals(asked.origin());
    return rolled.contains(Trouble.REDIRECT) && away
        ? Reply.of(307, List.of(new Reply.Field("Location", elsewhere + asked.target())), "")
        : null;
  }

  /** The fields of limits as they are sent. */
  List<Reply.Field> fields(List<Reply.Field> right, Set<Trouble> rolled, long now) {
    List<Reply.Field> sent = new ArrayList<>(right);
    old.addLast(right);
    if (old.size() > OLD_ANSWERS) {
      old.removeFirst();
    }
    if (rolled.contains(Trouble.BACKWARDS)) {
      sent = new ArrayList<>(old.getFirst());
    }
    if (rolled.contains(Trouble.CONTRADICTING)) {
      sent.add(new Reply.Field("RateLimit", "\"other\";r=0;t=3"));
      sent.add(new Reply.Field("X-RateLimit-Limit", "100"));
      sent.add(new Reply.Field("X-RateLimit-Remaining", "100"));
      sent.add(new Reply.Field("X-RateLimit-Reset", Long.toString((now - HOUR) / Micros.SECOND)));
    }
    return sent;
  }

  /** A refusal; {@code retryAt} is when a retry would pass. */
  Reply refusal(Reply right, Set<Trouble> rolled, long now, long retryAt) {
    Reply reply = right;
    if (rolled.contains(Trouble.RETRY_AFTER_ZERO)) {
      reply = reply.setting(RETRY_AFTER, "0");
    }
    if (rolled.contains(Trouble.RETRY_AFTER_ENDLESS)) {
      reply = reply.setting(RETRY_AFTER, "1000000000000000000");
    }
    if (rolled.contains(Trouble.RETRY_AFTER_PAST)) {
      reply = reply.setting(RETRY_AFTER, date(now - HOUR));
    }
    if (rolled.contains(Trouble.RETRY_AFTER_MINUTE)) {
      long minute = Math.ceilDiv(Math.min(retryAt, now + HOUR), MINUTE) * MINUTE;
      reply = reply.setting(RETRY_AFTER, ISO_MINUTE.format(Micros.instant(minute)));
    }
    if (rolled.contains(Trouble.HTML)) {
      String page = "<html><body><h1>429 Too Many Requests</h1></body></html>";
      reply = reply.with(List.of(Teller.mediaType("text/html"))).saying(429, page);
    }
    if (rolled.contains(Trouble.ERROR_INSIDE)) {
      reply = reply.saying(200, "{\"errors\":[{\"message\":\"rate limited\"}]}");
    }
    return reply;
  }

  /** The answer to a call that was carried out. */
  Reply carriedOut(Reply right, Set<Trouble> rolled) {
    if (rolled.contains(Trouble.CUT_AFTER_COMMIT)) {
      return right.delivered(new Reply.Delivery(0, Reply.Cut.BEFORE_HEAD));
    }
    if (rolled.contains(Trouble.FAILS)) {
      return right.saying(500, "");
    }
    return rolled.contains(Trouble.CUT_IN_BODY)
        ? right.delivered(new Reply.Delivery(0, Reply.Cut.IN_BODY))
        : right;
  }

  /** The answer as it leaves, with a date and late by so much. */
  Reply leaving(Reply reply, Set<Trouble> rolled, long now) {
    long delay = rolled.contains(Trouble.SLOW) ? SLOW_MICROS : 0;
    delay += rolled.contains(Trouble.JITTER) ? random.nextLong(JITTER_MICROS) : 0;
    return reply
        .setting("Date", date(now))
        .delivered(new Reply.Delivery(delay, reply.delivery().cut()));
  }

  private static String date(long micros) {
    return DATE.format(Micros.instant(micros));
  }
}
