package dev.headgate.benchmarks.redis;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Decider;
import dev.headgate.core.decision.Decision;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import dev.headgate.core.limit.Bucket;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.MeterSource;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.SystemTime;
import dev.headgate.server.store.codec.ReservationCodec;
import dev.headgate.server.store.redis.RedisStore;
import java.util.List;
import java.util.function.Consumer;

/**
 * One bucket that all of 64 callers take from, against the same in Bucket4j on Redis. A decision
 * here is the whole engine's, planned and concluded; nothing is reserved and no id remembered, as
 * the peer has neither. The bucket is never empty.
 */
final class HotKeyRow {
  static final long PER_SECOND = 100_000_000;

  private static final String PEER = "Bucket4j, compare-and-swap";
  private static final String PEER_TOGETHER = "Bucket4j, its requests of a process together";
  private static final String OURS = "Headgate";

  private HotKeyRow() {}

  static Row measured(RedisProcess server, Round.Load load, Contest.Turns turns) {
    List<Contestant> contestants =
        List.of(
            Contestant.alone(PEER, Bucket4jNode::apart),
            Contestant.alone(PEER_TOGETHER, Bucket4jNode::together),
            Contestant.alone(OURS, HotKeyRow::headgate));
    Contest contest = new Contest(contestants, server, load, turns);
    return new Row(
        "hot-key-against-bucket4j",
        "one bucket, one key, 64 callers (threads that wait) of one node, no reservation",
        contest.lines(),
        List.of(
            Row.Goal.atLeast(
                50, "throughput, Bucket4j = 1", contest.ratio(OURS, PEER, Round::perSecond)),
            Row.Goal.atMost(
                0.05, "p99, Bucket4j = 1", contest.ratio(OURS, PEER, Round::p99Micros))));
  }

  private static Node headgate(String url) {
    Bucket bucket = new Bucket(PER_SECOND, PER_SECOND, 1_000_000);
    PolicySnapshot policy =
        PolicySnapshot.builder("bench")
            .rule(Rule.limit("hot", MeterSource.of(bucket)).by("tenant"))
            .build();
    RedisStore store =
        RedisStore.open(url, new ReservationCodec(() -> policy), SettlementListener.NONE);
    Decider decider =
        new Decider(SystemTime.startingAt(0), () -> policy, store, () -> "unasked for");
    Caller caller = Caller.builder().tenant(Tenant.of("tenant-a", "free", 10)).build();
    return new Deciding(store, decider, Call.of(Operation.of("read", "GET"), caller));
  }

  private record Deciding(RedisStore store, Decider decider, Call call) implements Node {
    @Override
    public void ask(Consumer<Outcome> answer) {
      decider.decide(call, new Decided(answer));
    }

    @Override
    public void close() {
      store.close();
    }
  }

  private record Decided(Consumer<Node.Outcome> answer) implements Answer<Decision> {
    @Override
    public void value(Decision decision) {
      boolean allowed = decision instanceof Decision.Allowed;
      answer.accept(allowed ? Node.Outcome.GRANTED : Node.Outcome.REFUSED);
    }

    @Override
    public void failure(Exception cause) {
      answer.accept(Node.Outcome.WRONG);
    }
  }
}
