package dev.headgate.server.store.redis;

import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.CounterStore;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.decision.Taken;
import dev.headgate.core.settlement.Actual;
import dev.headgate.core.settlement.Found;
import dev.headgate.core.settlement.ReservationStore;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.time.TimeSource;
import io.lettuce.core.ScriptOutputType;
import java.util.concurrent.TimeUnit;

/**
 * A store whose server forgets counters in the time of a scenario: before each use all are made
 * older by as much as passed since the one before. Fails where a key has no life.
 */
final class Ageing implements CounterStore, ReservationStore {
  private static final String AGE =
      """
      for _, key in ipairs(redis.call('KEYS', ARGV[1])) do
        local left = redis.call('PTTL', key)
        if left < 0 then
          return redis.error_reply('no life: ' .. key)
        elseif not string.match(key, '}:[cp]:') then
          -- What is found of reservations depends on how often a store is looked after.
        elseif left <= tonumber(ARGV[2]) then
          redis.call('DEL', key)
        else
          redis.call('PEXPIRE', key, left - ARGV[2])
        end
      end
      return 0
      """;

  private static final long MICROS = 1_000;
  private static final long PATIENCE_SECONDS = 30;

  private final Waited store;
  private final Link link;
  private final String keys;
  private final TimeSource time;
  private long agedAt;

  /** One that forgets the counters of these names. */
  Ageing(Waited store, Link link, Names names, TimeSource time) {
    this.store = store;
    this.link = link;
    this.time = time;
    keys = names.all().replace("*", "[cpri]:*");
    agedAt = time.micros();
  }

  private Waited aged() {
    long millis = (time.micros() - agedAt) / MICROS;
    agedAt += millis * MICROS;
    String[] none = {};
    link.commands()
        .<Long>eval(
            AGE,
            ScriptOutputType.INTEGER,
            none,
            Texts.bytes(keys),
            Texts.bytes(Long.toString(millis)))
        .toCompletableFuture()
        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .join();
    return store;
  }

  @Override
  public void takeAll(Plan plan, Answer<Taken> answer) {
    aged().takeAll(plan, answer);
  }

  @Override
  public void peekAll(Plan plan, Answer<Taken> answer) {
    aged().peekAll(plan, answer);
  }

  @Override
  public void settle(Reservation reservation, Actual actual, long now, Answer<Settlement> answer) {
    aged().settle(reservation, actual, now, answer);
  }

  @Override
  public void find(String id, long now, Answer<Found> answer) {
    aged().find(id, now, answer);
  }

  @Override
  public void renew(Reservation reservation, long now, Answer<Boolean> answer) {
    aged().renew(reservation, now, answer);
  }

  @Override
  public int expire(long now) {
    return aged().expire(now);
  }

  void housekeep(long now) {
    aged().housekeep(now);
  }
}
