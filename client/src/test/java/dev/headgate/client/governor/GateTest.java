package dev.headgate.client.governor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.client.call.Attribute;
import dev.headgate.client.call.Call;
import dev.headgate.client.call.Party;
import dev.headgate.client.call.Priority;
import dev.headgate.client.listen.Cause;
import dev.headgate.client.listen.Note;
import dev.headgate.client.profile.Profiles;
import dev.headgate.client.profile.Rate;
import dev.headgate.client.sim.Calls;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which calls a gate holds back, and which it does not. */
class GateTest {
  private static final String SITE = "https://site-1.example.org";

  @Test
  void aRefusalClosesItsOwnGateOnly() {
    Desk desk = new Desk(Profiles.ATLASSIAN);
    long write = desk.call(issue("PUT", "ABC-1"));

    desk.answer(
        write, 429, Map.of("RateLimit-Reason", "jira-per-issue-on-write", "Retry-After", "5"));
    long same = desk.call(issue("PUT", "ABC-1"));
    long otherIssue = desk.call(issue("PUT", "ABC-2"));
    long read = desk.call(issue("GET", "ABC-1"));

    assertThat(desk.sent()).containsExactly(write, otherIssue, read);
    assertThat(desk.isOver(same)).isFalse();
  }

  @Test
  void whoKnowsNothingOfAnOriginAwaitsItsFirstAnswers() {
    Desk desk = new Desk(Profiles.GENERIC);
    for (int i = 0; i < 100; i++) {
      desk.call(get(SITE + "/a"));
    }
    List<Long> first = desk.takeSent();
    long elsewhere = desk.call(get("https://site-2.example.org/a"));
    desk.takeSent();

    desk.ok(first.get(0));
    List<Long> afterOne = desk.takeSent();
    desk.answer(first.get(1), 200, Map.of("RateLimit", "\"hour\";r=900;t=600"));

    assertThat(first).hasSize(10).doesNotContain(elsewhere);
    assertThat(afterOne).hasSize(2);
    assertThat(desk.takeSent()).hasSize(88);
  }

  @Test
  void onceAnOriginIsKnownNothingMoreIsAwaited() {
    Desk desk = new Desk(Profiles.GENERIC);
    desk.ok(desk.call(get(SITE + "/a")));
    desk.takeSent();

    for (int i = 0; i < 100; i++) {
      desk.call(get(SITE + "/a"));
    }

    assertThat(desk.takeSent()).hasSize(100);
    assertThat(desk.governor().views()).isEmpty();
  }

  @Test
  void aWaitForTheFirstAnswersIsExplained() {
    Desk desk = new Desk(Profiles.GENERIC);
    for (int i = 0; i < 11; i++) {
      desk.call(get(SITE + "/a"));
    }

    assertThat(desk.notes())
        .filteredOn(Note.Waiting.class::isInstance)
        .map(note -> ((Note.Waiting) note).cause())
        .containsExactly(Cause.FIRST_ANSWERS);
  }

  @Test
  void linesOfOneTenantTakeTurns() {
    Desk desk = new Desk(Profiles.ofRate(Rate.safe(1, 1), Attribute.ORIGIN));
    Party one = new Party("app", null, "", "one");
    Party two = new Party("app", null, "", "two");
    List<Long> order = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      order.add(desk.call(Calls.with(get(SITE + "/a"), one)));
    }
    order.add(2, desk.call(Calls.with(get(SITE + "/b"), two)));

    for (int i = 0; i < order.size(); i++) {
      desk.ok(desk.sent().getLast());
      desk.pass(1.1);
    }

    assertThat(desk.sent()).containsExactlyElementsOf(order);
  }

  @Test
  void aBurstOfOneTenantAndOperationDoesNotStopAnother() {
    Desk desk = new Desk(Profiles.ATLASSIAN);
    long first = desk.call(issue("GET", "ABC-1"));

    desk.answer(first, 429, Map.of("RateLimit-Reason", "jira-burst-based", "Retry-After", "5"));
    long sameOperation = desk.call(issue("GET", "ABC-2"));
    long otherMethod = desk.call(issue("PUT", "ABC-2"));
    long otherTenant = desk.call(get("https://site-2.example.org/rest/api/3/issue/ABC-2"));

    assertThat(desk.sent()).containsExactly(first, otherMethod, otherTenant);
    assertThat(desk.isOver(sameOperation)).isFalse();
  }

  @Test
  void theAppsQuotaStopsItAcrossOrigins() {
    Desk desk = new Desk(Profiles.ATLASSIAN);
    long first = desk.call(issue("GET", "ABC-1"));

    desk.answer(
        first, 429, Map.of("RateLimit-Reason", "jira-quota-global-based", "Retry-After", "5"));
    desk.call(get("https://site-2.example.org/rest/api/3/search"));

    assertThat(desk.sent()).containsExactly(first);
  }

  @Test
  void waitingCallsLeaveAsADripAfterARefusal() {
    Desk desk = new Desk(Profiles.JAMA);
    long first = desk.call(Calls.get());
    desk.refuse(first, 2);
    for (int i = 0; i < 20; i++) {
      desk.call(Calls.get());
    }
    desk.takeSent();

    List<Integer> together = new ArrayList<>();
    desk.secondsToNextSend();
    for (int i = 0; i < 3; i++) {
      List<Long> sent = desk.takeSent();
      together.add(sent.size());
      sent.forEach(desk::ok);
    }

    assertThat(together).containsExactly(1, 2, 4);
  }

  @Test
  void refusalsOfCallsUnderWayTogetherCountOnce() {
    Desk desk = new Desk(Profiles.JAMA);
    List<Long> calls = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      calls.add(desk.call(Calls.get()));
    }

    calls.forEach(desk::refuse);

    assertThat(desk.secondsToNextSend()).as("the first step, not the fifth").isEqualTo(3);
  }

  @Test
  void limitsThatNoProfileDeclaresAreLearnedByTheirBucket() {
    Desk desk = new Desk(Profiles.DISCORD);
    URI one = URI.create("https://chat.example.org/channels/messages");
    URI two = URI.create("https://chat.example.org/channels/pins");
    URI three = URI.create("https://chat.example.org/users/me");
    learnBucket(desk, one, "b1", 5);
    learnBucket(desk, two, "b1", 0);
    learnBucket(desk, three, "b2", 5);
    desk.takeSent();

    desk.call(Calls.get(one));
    long other = desk.call(Calls.get(three));

    assertThat(desk.takeSent()).as("the first shares the second's bucket").containsExactly(other);
    assertThat(desk.secondsToNextSend()).isBetween(10.0, 11.0);
  }

  @Test
  void tenantsTakeTurnsHoweverMuchEachHas() {
    Desk desk = closed();
    List<String> order = new ArrayList<>();
    Map<Long, String> tenants = new HashMap<>();
    for (int i = 0; i < 30; i++) {
      tenants.put(desk.call(Calls.ofTenant("tenant-a")), "tenant-a");
    }
    for (int i = 0; i < 5; i++) {
      tenants.put(desk.call(Calls.ofTenant("tenant-b")), "tenant-b");
    }

    drain(desk, 10).forEach(id -> order.add(tenants.get(id)));

    assertThat(order.stream().filter("tenant-b"::equals).count()).isEqualTo(5);
  }

  @Test
  void whatMattersMoreGoesMoreOftenAndTheRestIsNotStarved() {
    Desk desk = closed();
    Map<Long, Priority> priorities = new HashMap<>();
    for (int i = 0; i < 40; i++) {
      for (Priority priority : List.of(Priority.BACKGROUND, Priority.INTERACTIVE)) {
        Call call = Calls.with(Calls.get(), Calls.PATIENT.withPriority(priority));
        priorities.put(desk.call(call), priority);
      }
    }

    List<Long> first = drain(desk, 34);

    assertThat(first.stream().filter(id -> priorities.get(id) == Priority.BACKGROUND).count())
        .as("one in seventeen, and the first of each")
        .isBetween(1L, 4L);
  }

  @Test
  void everyWaitIsExplained() {
    Desk desk = new Desk(Profiles.JAMA);
    long first = desk.call(Calls.get());
    desk.refuse(first, 10);

    long waiting = desk.call(Calls.get());

    assertThat(desk.notes())
        .anySatisfy(
            note ->
                assertThat(note)
                    .isInstanceOfSatisfying(
                        Note.Waiting.class,
                        wait -> {
                          assertThat(wait.call()).isEqualTo(waiting);
                          assertThat(wait.cause()).isEqualTo(Cause.REFUSED);
                          assertThat(wait.words(desk.now()))
                              .startsWith("waits at environment of https://api.example.org:443 for")
                              .contains("the server refused and the gate is closed");
                        }));
  }

  @Test
  void aQuotaThatWillNotLastIsForecast() {
    Desk desk = new Desk(Profiles.IETF_DRAFT);
    for (int i = 0; i < 100; i++) {
      long id = desk.call(Calls.get());
      Map<String, String> fields =
          Map.of(
              "RateLimit-Policy",
              "\"h\";q=1000;w=3600",
              "RateLimit",
              "\"h\";r=%d;t=%d".formatted(1_000 - i, 3_600 - i / 2));
      desk.answer(id, 200, fields);
      desk.pass(0.5);
    }

    assertThat(desk.notes()).anySatisfy(n -> assertThat(n).isInstanceOf(Note.RunningDry.class));
  }

  @Test
  void whoLeavesTheQueueIsNeverSent() {
    Desk desk = closed();
    long stays = desk.call(Calls.get());
    long leaves = desk.call(Calls.get());

    desk.leave(leaves);
    List<Long> sent = drain(desk, 2);

    assertThat(sent).contains(stays).doesNotContain(leaves);
  }

  @Test
  void atTheBoundNewCallsAreToldToComeLater() {
    Governor governor = new Governor(Profiles.JAMA, new GovernorSettings(1, 16, 1, ""));
    governor.on(new Event.Arrived(1, Calls.get()), 1);

    List<Action> actions = governor.on(new Event.Arrived(2, Calls.get()), 1);

    assertThat(actions)
        .anySatisfy(
            action ->
                assertThat(action)
                    .isInstanceOfSatisfying(
                        Action.End.class,
                        end -> assertThat(end.outcome()).isInstanceOf(Outcome.RetryLater.class)));
  }

  @Test
  void withheldRemainingsAreCountedByOurselves() {
    Desk desk = new Desk(Profiles.ATLASSIAN);
    Call call = Calls.with(issue("GET", "ABC-1"), Calls.PATIENT.withPoints(100));
    Map<String, String> policy = Map.of("RateLimit-Policy", "\"global-app-quota\";q=1000;w=3600");
    int sent = 0;
    for (int i = 0; i < 15; i++) {
      long id = desk.call(call);
      if (desk.takeSent().contains(id)) {
        sent++;
        desk.answer(id, 200, policy);
      }
    }

    assertThat(sent).as("half is free, the rest is spread over the hour").isBetween(5, 7);
  }

  /** A governor of Jama calls whose gate is shut for ten seconds. */
  private static Desk closed() {
    Desk desk = new Desk(Profiles.JAMA);
    long first = desk.call(Calls.ofTenant("tenant-0"));
    desk.refuse(first, 10);
    desk.takeSent();
    return desk;
  }

  private static List<Long> drain(Desk desk, int calls) {
    List<Long> order = new ArrayList<>();
    while (order.size() < calls) {
      if (desk.sent().isEmpty()) {
        desk.secondsToNextSend();
      }
      List<Long> sent = desk.takeSent();
      // The one that was refused first comes back before the others.
      sent.stream().filter(id -> id != 1).forEach(order::add);
      sent.forEach(desk::ok);
      if (desk.governor().size() == 0) {
        break;
      }
    }
    return order.size() > calls ? order.subList(0, calls) : order;
  }

  private static void learnBucket(Desk desk, URI uri, String bucket, int remaining) {
    long id = desk.call(Calls.get(uri));
    desk.answer(
        id,
        200,
        Map.of(
            "X-RateLimit-Limit",
            "5",
            "X-RateLimit-Remaining",
            String.valueOf(remaining),
            "X-RateLimit-Reset-After",
            "10.0",
            "X-RateLimit-Bucket",
            bucket));
  }

  private static Call issue(String method, String key) {
    return Calls.of(method, URI.create(SITE + "/rest/api/3/issue/" + key), Calls.PATIENT);
  }

  private static Call get(String uri) {
    return Calls.with(Calls.get(URI.create(uri)), Party.ANONYMOUS);
  }
}
