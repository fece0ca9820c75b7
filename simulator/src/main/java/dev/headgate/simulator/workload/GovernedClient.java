package dev.headgate.simulator.workload;

import dev.headgate.client.call.Call;
import dev.headgate.client.call.Origin;
import dev.headgate.client.call.Party;
import dev.headgate.client.call.PathShape;
import dev.headgate.client.call.Target;
import dev.headgate.client.call.Terms;
import dev.headgate.client.governor.Action;
import dev.headgate.client.governor.Event;
import dev.headgate.client.governor.Governor;
import dev.headgate.client.governor.GovernorSettings;
import dev.headgate.client.governor.Outcome;
import dev.headgate.client.profile.Profile;
import dev.headgate.client.profile.Profiles;
import dev.headgate.core.time.Micros;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The governor of the module {@code client}, driven by the virtual clock: it reads the fields of
 * the answers and waits as they say, up to {@link #PATIENCE}. For one thread.
 */
final class GovernedClient implements Client {
  /** How long a call may wait: two hours, so that it outlives an hourly quota. */
  static final long PATIENCE = 7_200 * Micros.SECOND;

  private static final Origin ORIGIN = new Origin("https://api.example:443");

  private final Provider provider;
  private final Agenda agenda;
  private final Governor governor;
  private final Map<Long, Wish> wishes = new HashMap<>();
  private long wakes = Micros.NEVER;

  GovernedClient(Provider provider, Agenda agenda, long seed) {
    this.provider = provider;
    this.agenda = agenda;
    governor = new Governor(profile(provider.dialect()), GovernorSettings.USUAL.withSeed(seed));
  }

  private static Profile profile(String dialect) {
    return switch (dialect) {
      case "atlassian" -> Profiles.ATLASSIAN;
      case "ietf" -> Profiles.IETF_DRAFT;
      default -> Profiles.GENERIC;
    };
  }

  @Override
  public void want(Wish wish, long now) throws IOException {
    wishes.put(wish.id(), wish);
    on(new Event.Arrived(wish.id(), call(wish)), now);
  }

  private Call call(Wish wish) {
    int query = wish.target().indexOf('?');
    String path = query < 0 ? wish.target() : wish.target().substring(0, query);
    Target target = new Target(wish.method(), ORIGIN, path, PathShape.of(path));
    Party party =
        new Party(name(wish, "app"), wish.call().caller().attribute("tenant"), "credential");
    Terms terms =
        Terms.USUAL.withPoints(provider.expected(wish.call())).withWaitMax(PATIENCE).withKey();
    return new Call(target, party, terms);
  }

  private static String name(Wish wish, String attribute) {
    String name = wish.call().caller().attribute(attribute);
    return name == null ? "" : name;
  }

  private void on(Event event, long now) throws IOException {
    for (Action action : governor.on(event, now)) {
      switch (action) {
        case Action.Send(long id, int attempt) -> send(wish(id), now);
        case Action.End(long id, Outcome any) -> {
          Wish over = wish(id);
          wishes.remove(id);
          agenda.at(now, over::end);
        }
        case Action.Tell tell -> {}
      }
    }
    wake(now);
  }

  private Wish wish(long id) {
    Wish wish = wishes.get(id);
    if (wish == null) {
      throw new AssertionError("the governor speaks of call " + id + ", which is over");
    }
    return wish;
  }

  private void send(Wish wish, long now) throws IOException {
    provider.send(
        wish,
        now,
        (response, served, then) -> on(new Event.Answered(wish.id(), response.get()), then));
  }

  /** Notes the instant at which the governor wants to be called, unless an earlier one is noted. */
  private void wake(long now) {
    long at = Math.max(now, governor.wakeAt());
    if (at < wakes) {
      wakes = at;
      agenda.at(
          at,
          then -> {
            if (wakes == then) {
              wakes = Micros.NEVER;
              on(new Event.Woke(), then);
            }
          });
    }
  }
}
