package dev.headgate.server.store.redis;

import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Plan;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.settlement.Found;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.Claim;
import dev.headgate.core.snapshot.Key;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.TimeSource;
import dev.headgate.server.store.cluster.Partition;
import dev.headgate.server.store.cluster.Weighed;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What lies in one hash slot of Redis or Valkey: one atomic domain, by the server's clock. Answers
 * come on the client's event loop. Safe for all threads.
 */
final class RedisPartition implements Partition {
  /** How many due reservations are looked at in one go. */
  private static final int DUE_MAX = 256;

  private final Domain domain;
  private final Serials serials;
  private final Predicate<Claim> here;

  /**
   * What a partition is made of.
   *
   * @param clock instead of the server's, for tests with a time of their own
   * @param latest the policy used last, shared by all partitions of a store
   */
  record Parts(Link link, Names names, Notes notes, @Nullable TimeSource clock, Latest latest) {
    /** The usual ones of a store that is one domain. */
    static Parts alone(Link link, Names names, Notes notes, @Nullable TimeSource clock) {
      return new Parts(link, names, notes, clock, new Latest(other -> {}));
    }
  }

  /**
   * Joins the parts.
   *
   * @param terms of questions together
   * @param here whether a claim of a reservation counts in this partition
   */
  RedisPartition(Parts parts, Courier.Terms terms, Serials serials, Predicate<Claim> here) {
    Names names = parts.names();
    Link link = parts.link();
    Courier courier = new Courier(link, names, parts.clock(), terms);
    Bindings bindings = new Bindings(link, names, courier, parts.latest());
    domain = new Domain(link, names, courier, bindings, parts.notes());
    this.serials = serials;
    this.here = here;
  }

  /** What the server is known by. */
  Meeting meeting() {
    return domain.courier().meeting();
  }

  /** Gets to know a policy, so that none is missed through which a rule got another name. */
  CompletionStage<?> adopt(PolicySnapshot snapshot) {
    return domain.bindings().of(snapshot);
  }

  /** Begins to put counters of another store in. */
  CompletionStage<Inheriting> inheriting(PolicySnapshot policy, long now) {
    return domain
        .bindings()
        .adopt(policy)
        .thenApply(binding -> new Inheriting(domain, binding, now));
  }

  @Override
  public void take(Plan plan, Answer<Weighed> answer) {
    decide(plan, plan.reservationId() == null ? 0 : serials.next(), Deciding.Kind.TAKE, answer);
  }

  @Override
  public void peek(Plan plan, Answer<Weighed> answer) {
    decide(plan, 0, Deciding.Kind.PEEK, answer);
  }

  @Override
  public void hold(Plan plan, long serial, Answer<Weighed> answer) {
    decide(plan, serial, Deciding.Kind.HOLD, answer);
  }

  private void decide(Plan plan, long serial, Deciding.Kind kind, Answer<Weighed> answer) {
    Bindings.Binding known = domain.bindings().known(plan.snapshot());
    if (known != null) {
      decide(new Deciding.Parts(domain, known, plan, serial), kind, answer);
    } else {
      when(
          domain.bindings().adopt(plan.snapshot()),
          found -> decide(new Deciding.Parts(domain, found, plan, serial), kind, answer),
          answer);
    }
  }

  private void decide(Deciding.Parts parts, Deciding.Kind kind, Answer<Weighed> answer) {
    domain.courier().ask(new Deciding(parts, kind, answer));
  }

  @Override
  public void confirm(Confirmation confirmation, Answer<Confirmed> answer) {
    when(
        placed(confirmation.held()),
        claims -> domain.courier().ask(new Confirming(domain, confirmation, claims, answer)),
        answer);
  }

  @Override
  public void end(Closing closing, SettlementListener heard, Answer<Settlement> answer) {
    when(
        placed(closing.reservation()),
        claims -> {
          Settling.Parts parts = new Settling.Parts(closing, claims);
          domain.courier().ask(new Settling(domain, parts, heard, answer));
        },
        answer);
  }

  @Override
  public void renew(Reservation reservation, long now, Answer<Boolean> answer) {
    when(
        placed(reservation),
        claims -> domain.courier().ask(new Renewing(domain, reservation, claims, now, answer)),
        answer);
  }

  /** Where the claims of a reservation count now. */
  private CompletionStage<List<Placed>> placed(Reservation reservation) {
    Bindings bindings = domain.bindings();
    return bindings
        .of(reservation.plan().snapshot())
        .thenCombine(
            bindings.newest(),
            (own, newest) -> {
              List<Placed> placed = new ArrayList<>(reservation.taken().size());
              reservation
                  .taken()
                  .forEach(claim -> placed.add(Placed.of(claim, reservation, own, newest)));
              return placed;
            });
  }

  @Override
  public void find(String id, long now, Answer<Found> answer) {
    when(
        domain.link().commands().get(domain.names().reservation(id)),
        text -> answer.value(found(text, now)),
        answer);
  }

  private Found found(byte @Nullable [] text, long now) {
    if (text == null) {
      return new Found.None();
    }
    Kept record = Kept.of(ByteBuffer.wrap(text));
    Reservation reservation = record.reservation(domain.notes());
    if (reservation == null || record.state() == Kept.State.HELD) {
      return new Found.None();
    }
    List<Claim> counted = reservation.taken().stream().filter(here).toList();
    Settlement settlement = record.settlement(counted);
    if (settlement == null) {
      return new Found.Open(reservation);
    }
    return record.forgetAt() <= now ? new Found.None() : new Found.Ended(reservation, settlement);
  }

  @Override
  public void due(long now, Answer<List<Due>> answer) {
    CompletionStage<List<Due>> found =
        domain
            .link()
            .commands()
            .zrangebyscore(domain.names().due(), Range.create(0, now), Limit.from(DUE_MAX))
            .thenCompose(this::read);
    when(found, answer::value, answer);
  }

  private CompletionStage<List<Due>> read(List<byte[]> keys) {
    CompletionStage<List<Due>> read = CompletableFuture.completedFuture(new ArrayList<>());
    for (byte[] key : keys) {
      CompletionStage<byte[]> text = domain.link().commands().get(Texts.text(key));
      read =
          read.thenCombine(
              text,
              (due, record) -> {
                add(due, key, record);
                return due;
              });
    }
    return read;
  }

  private void add(List<Due> due, byte[] key, byte @Nullable [] text) {
    Kept record = text == null ? null : Kept.of(ByteBuffer.wrap(text));
    Reservation reservation = record == null ? null : record.reservation(domain.notes());
    if (record == null || reservation == null) {
      // Nobody can end it any more.
      var _ = domain.link().commands().zrem(domain.names().due(), key);
    } else {
      due.add(new Due(reservation, record.state() == Kept.State.HELD));
    }
  }

  @Override
  public void reset(Rule rule, Key key, Answer<Boolean> answer) {
    when(
        domain.bindings().newest(),
        newest -> {
          int ordinal = newest == null ? -1 : newest.snapshot().rules().indexOf(rule);
          if (newest == null || ordinal < 0) {
            answer.value(false);
          } else {
            String counter = counterKey(rule, newest.counter(ordinal), key);
            domain.courier().ask(new Resetting(counter, answer));
          }
        },
        answer);
  }

  private String counterKey(Rule rule, long counter, Key key) {
    int members = rule.partition().members();
    boolean whole =
        members > 0 && key.values().size() <= rule.partition().attributes().size() - members;
    String pool = domain.names().pool(counter, key);
    return whole && pool != null ? pool : domain.names().counter(counter, key);
  }

  private static <T> void when(CompletionStage<T> stage, Consumer<T> use, Answer<?> answer) {
    stage.whenComplete(
        (value, failure) -> {
          if (failure != null) {
            answer.failure(Meeting.told(failure));
            return;
          }
          try {
            use.accept(value);
          } catch (RuntimeException failed) {
            answer.failure(failed);
          }
        });
  }
}
