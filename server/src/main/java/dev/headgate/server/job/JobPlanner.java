package dev.headgate.server.job;

import dev.headgate.client.call.Party;
import dev.headgate.client.call.Terms;
import dev.headgate.client.governor.Governor;
import dev.headgate.client.governor.GovernorSettings;
import dev.headgate.client.governor.Outcome;
import dev.headgate.client.profile.Profile;
import dev.headgate.core.time.Micros;
import dev.headgate.testkit.provider.Asked;
import dev.headgate.testkit.provider.FakeProfile;
import dev.headgate.testkit.provider.ProviderModel;
import dev.headgate.testkit.provider.ProviderSettings;
import dev.headgate.testkit.virtual.Ended;
import dev.headgate.testkit.virtual.VirtualCaller;
import dev.headgate.testkit.virtual.Way;
import dev.headgate.testkit.virtual.World;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGeneratorFactory;

/**
 * Works out what a job will take by making it: the client's own governor before a fake of the
 * provider, in virtual time. Nothing leaves this machine.
 */
public final class JobPlanner {
  /** The most calls that are planned. */
  public static final int CALLS_MAX = 1_000_000;

  private static final long HOUR = 3_600 * Micros.SECOND;
  private static final long SEED = 1;

  private final Setting setting;
  private final World world;
  private final ProviderModel provider;
  private final VirtualCaller caller;
  private final Map<String, JobPlan.Sum> operations = new TreeMap<>();
  private final Map<Long, JobPlan.Sum> windows = new TreeMap<>();
  private long points;
  private long made;
  private long failed;
  private long end;

  /**
   * Where a job is made.
   *
   * @param fake the provider
   * @param profile as the client knows it
   * @param way there and back
   * @param inFlight calls at a time
   * @param begin instant in microseconds since the epoch
   */
  public record Setting(FakeProfile fake, Profile profile, Way way, int inFlight, long begin) {}

  /**
   * A call with its price.
   *
   * @param call the call
   * @param operation its name in the price book
   * @param points what it costs
   */
  public record Priced(JobCall call, String operation, long points) {}

  private JobPlanner(Setting setting) {
    this.setting = setting;
    world = new World(setting.begin(), RandomGeneratorFactory.of("L64X128MixRandom").create(SEED));
    provider = new ProviderModel(setting.fake(), ProviderSettings.USUAL);
    Governor governor = new Governor(setting.profile(), GovernorSettings.USUAL);
    caller = new VirtualCaller(world, governor, provider, setting.way());
    end = setting.begin();
  }

  /** The plan of a job. */
  public static JobPlan plan(Setting setting, List<Priced> calls) {
    return new JobPlanner(setting).made(calls);
  }

  private JobPlan made(List<Priced> calls) {
    Iterator<Priced> rest = calls.iterator();
    caller.onEnd(
        ended -> {
          ended(ended);
          world.at(world.now(), () -> next(rest));
        });
    for (int i = 0; i < setting.inFlight(); i++) {
      next(rest);
    }
    world.run();
    List<JobPlan.Window> hours = new ArrayList<>();
    windows.forEach((start, sum) -> hours.add(new JobPlan.Window(start, sum)));
    JobPlan.Course course =
        new JobPlan.Course(setting.begin(), end, provider.tally().refused(), failed);
    return new JobPlan(made, points, operations, hours, course);
  }

  private void next(Iterator<Priced> rest) {
    if (!rest.hasNext()) {
      return;
    }
    Priced priced = rest.next();
    made++;
    points += priced.points();
    operations.merge(
        priced.operation(),
        new JobPlan.Sum(1, priced.points()),
        (sum, one) -> sum.plus(priced.points()));
    JobCall call = priced.call();
    String origin = call.uri().getScheme() + "://" + call.uri().getRawAuthority();
    Asked asked =
        Asked.of(call.method(), origin, call.target())
            .with("Fake-Points", Long.toString(priced.points()));
    String tenant = call.meta().tenant();
    Asked own = tenant == null ? asked : asked.with("Fake-Tenant", tenant);
    Terms terms = Terms.USUAL.withPoints(priced.points()).withWaitMax(Terms.WAIT_MAX);
    caller.call(own, new Party("app", tenant, ""), terms);
  }

  private void ended(Ended ended) {
    end = Math.max(end, ended.at());
    if (!(ended.outcome() instanceof Outcome.Answered)) {
      failed++;
      return;
    }
    long cost = Long.parseLong(ended.asked().fields().getOrDefault("fake-points", "0"));
    windows.merge(ended.at() / HOUR * HOUR, new JobPlan.Sum(1, cost), (sum, one) -> sum.plus(cost));
  }
}
