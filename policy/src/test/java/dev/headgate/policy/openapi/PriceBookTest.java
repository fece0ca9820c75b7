package dev.headgate.policy.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Routed;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.pricing.Quote;
import dev.headgate.core.pricing.Work;
import dev.headgate.policy.Policy;
import dev.headgate.policy.PolicyLoad;
import dev.headgate.policy.PolicyLoader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A description becomes a book, and the book a part of a policy. */
class PriceBookTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "getIssue, core $ 1",
    "editIssue, once",
    "pickIssue, other $ 1",
    "createIssue, once",
    "search, core $.issues[*] 100",
    "searchByPost, core $.issues[*] 100",
    "users-list, identity $[*] 90",
    "getMembers, identity $.values[*] 50",
    "get.api.issue.key.watchers, identity $.watchers[*] 100",
    "myPermissions, identity $.results[*] 100",
    "tree, other $ 1"
  })
  void anOperationCountsWhatItsResponseLists(String name, String expected) throws IOException {
    DerivedBook book = derived(tracker(), null);

    assertThat(work(book, name)).isEqualTo(expected);
  }

  @Test
  void theBookIsAPartOfAPolicyThatQuotesTheSame() throws IOException {
    Policy policy = policy(derived(tracker(), null));

    assertThat(points(policy, "GET /api/issue/HG-1")).isEqualTo(2);
    assertThat(points(policy, "GET /api/search?maxResults=20")).isEqualTo(21);
    assertThat(points(policy, "GET /api/search")).isEqualTo(51);
    assertThat(points(policy, "POST /api/search")).isEqualTo(101);
    assertThat(points(policy, "GET /api/group/member?maxResults=8")).isEqualTo(17);
    assertThat(points(policy, "GET /api/users?accountId=1,2,3")).isEqualTo(7);
    assertThat(points(policy, "POST /api/issue")).isEqualTo(1);
    policy
        .snapshot()
        .prices()
        .rules()
        .forEach((name, rule) -> assertThat(rule.work()).isEqualTo(book(name)));
  }

  @Test
  void whatHasNoClassIsListedWithItsReason() throws IOException {
    DerivedBook book = derived(tracker(), null);

    assertThat(book.unclassified())
        .extracting(each -> each.name() + ": " + each.reason())
        .containsExactly(
            "pickIssue: no JSON in response 200, nor does \"picker\"",
            "tree: schema Node fits no rule, nor does \"tree\"");
    assertThat(book.toYaml()).contains("#   tree: schema Node fits no rule");
  }

  @Test
  void whatNoPolicyCanMatchIsLeftOutAndSaid() throws IOException {
    DerivedBook book = derived(tracker(), null);

    assertThat(book.leftOut())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.line()).isEqualTo(66);
              assertThat(problem.message()).contains("{name}.json");
            });
  }

  @Test
  void theSameDescriptionGivesTheSameBytesInAnyOrderOfItsPaths() throws IOException {
    String one =
        """
        {"openapi": "3.1.0", "paths": {
          "/b": {"get": {"operationId": "x", "responses": {}}},
          "/a": {"get": {"operationId": "x ", "responses": {}}}}}
        """;
    String other =
        """
        {"openapi": "3.1.0", "paths": {
          "/a": {"get": {"operationId": "x ", "responses": {}}},
          "/b": {"get": {"operationId": "x", "responses": {}}}}}
        """;

    assertThat(derived(file("a.json", one), null).toYaml())
        .isEqualTo(derived(file("b.json", other), null).toYaml());
  }

  @Test
  void rulesTakeThePlaceOfTheUsualOnes() throws IOException {
    Path rules =
        file(
            "rules.yaml",
            """
            classes: { light: 1, heavy: 9 }
            otherwise: light
            product: tracker
            nouns: { heavy: [issue] }
            schemas: { heavy: [No*e] }
            paths: { heavy: ["GET /api/mypermissions"] }
            reads: []
            pageMost: 70
            operations:
              getIssue: { class: light }
              getMembers: { counts: { "$.values[*]": heavy }, atMost: 5 }
              createIssue: { bulk: { each: "$.issues[*]", atMost: 20 } }
            """);

    DerivedBook book = derived(tracker(), rules);

    assertThat(work(book, "getIssue")).isEqualTo("light $ 1");
    assertThat(work(book, "search")).isEqualTo("heavy $.issues[*] 70");
    assertThat(work(book, "searchByPost")).isEqualTo("once");
    assertThat(work(book, "getMembers")).isEqualTo("heavy $.values[*] 5");
    assertThat(work(book, "myPermissions")).isEqualTo("heavy $.results[*] 100");
    assertThat(work(book, "tree")).isEqualTo("heavy $ 1");
    assertThat(points(policy(book), "POST /api/issue")).isEqualTo(20);
  }

  @Test
  void aNameThatNoPolicyCanHaveIsMadeOne() throws IOException {
    String long80 = "a".repeat(80);
    String text =
        """
        {"openapi": "3.0.0", "paths": {
          "/{tenant}/{user-id}/{user_id}": {"get": {"operationId": "%s", "responses": {}}},
          "/other": {"get": {"operationId": "other", "responses": {}}},
          "/a/b": {"get": {"responses": {}}}}}
        """
            .formatted(long80);

    DerivedBook book = derived(file("odd.json", text), null);

    assertThat(book.operations()).extracting(PricedOperation::name).contains("get.a.b");
    assertThat(book.operations())
        .allSatisfy(each -> assertThat(each.name()).hasSizeLessThanOrEqualTo(64));
    assertThat(book.operations().getLast().requests())
        .containsExactly("GET /{tenant_}/{user_id}/{user_id_}");
    assertThat(policy(book).routes().routes()).hasSize(3);
  }

  private Work book(String name) {
    return derived(tracker(), null).operations().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow()
        .work();
  }

  private static String work(DerivedBook book, String name) {
    Work work =
        book.operations().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow()
            .work();
    return switch (work) {
      case Work.Once() -> "once";
      case Work.Writes writes -> "bulk " + writes.bound().most();
      case Work.Reads reads -> {
        var counted = reads.counted().getFirst();
        yield counted.objects().name() + " " + counted.path() + " " + counted.bound().most();
      }
    };
  }

  private static long points(Policy policy, String request) {
    String[] part = request.split(" ", -1);
    Routed.RouteMatch match = (Routed.RouteMatch) policy.routes().find(part[0], part[1]);
    Call call = Call.of(match.operation(), Caller.ANONYMOUS).withQuery(Call.queryOf(part[1]));
    return policy.snapshot().quote(call).reserve(Quote.POINTS);
  }

  private static Policy policy(DerivedBook book) {
    PolicyLoad load = PolicyLoader.loadText("book.yaml", book.toYaml());
    assertThat(load).isInstanceOf(PolicyLoad.Loaded.class);
    return ((PolicyLoad.Loaded) load).policy();
  }

  private static DerivedBook derived(Path description, @Nullable Path rules) {
    Derivation derivation = Derivation.derive(description, rules);
    assertThat(derivation).isInstanceOf(Derivation.Derived.class);
    return ((Derivation.Derived) derivation).book();
  }

  private static Path tracker() {
    try {
      return Path.of(PriceBookTest.class.getResource("/openapi/tracker.yaml").toURI());
    } catch (URISyntaxException malformed) {
      throw new AssertionError(malformed);
    }
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
