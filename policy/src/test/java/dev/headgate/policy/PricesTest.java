package dev.headgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.call.Call;
import dev.headgate.core.call.Operation;
import dev.headgate.core.call.Routed;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.pricing.Bound;
import dev.headgate.core.pricing.PriceRule;
import dev.headgate.core.pricing.Quote;
import dev.headgate.core.pricing.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prices as policies write them, asked by requests. */
class PricesTest {
  private static final Policy POLICY =
      Policies.loaded(
          """
          operations:
            getIssue: { on: "GET /issue/{issue}", counts: core }
            getPage: { on: "GET /pages/{page}", counts: core }
            getUser: { on: GET /user, counts: identity }
            getMembers:
              on: GET /group/member
              counts: { "$.values[*]": identity }
              page: { by: maxResults, usual: 50, most: 50 }
            createIssue: POST /issue
            editPage: "PUT /pages/{page}"
            search:
              on: [GET /search, POST /search]
              counts: { "$.issues[*]": core }
              page: { by: maxResults, usual: 50, most: 100 }
            createIssues: { on: POST /issue/bulk, bulk: { each: "$.issueUpdates[*]", atMost: 50 } }
            watch: { on: PUT /watch, bulk: { ids: { by: issue, most: 50 } } }
            upload: { on: POST /files, price: { points: 1, uploads: 1 } }
            labels: { on: GET /labels, counts: { "$[*]": other } }
          """);

  /** Vector 1 of the facts. */
  @ParameterizedTest
  @CsvSource({
    "GET, /issue/HG-1, 2",
    "GET, /pages/7, 2",
    "GET, /user?accountId=user-17, 3",
    "GET, /group/member?maxResults=8, 17",
    "POST, /issue, 1",
    "PUT, /pages/7, 1",
    "GET, /search?maxResults=50, 51",
    "POST, /search, 51",
    "GET, /search?maxResults=1000000000, 101",
    "GET, /search?maxResults=-1, 101",
    "GET, /search?maxResults=all, 101",
    "POST, /issue/bulk, 50",
    "PUT, '/watch?issue=1,2&issue=3', 3",
    "GET, /labels, 101",
    "GET, /unknown, 1"
  })
  void aRequestIsQuoted(String method, String target, long points) {
    assertThat(quote(POLICY, method, target).reserve(Quote.POINTS)).isEqualTo(points);
  }

  @Test
  void unitsBesideThePointsAreQuotedToo() {
    assertThat(quote(POLICY, "POST", "/files").reserve("uploads")).isEqualTo(1);
  }

  @Test
  void whatIsCountedIsWhatTheDocumentNames() {
    Work work = rule(POLICY, "search").work();

    assertThat(((Work.Reads) work).counted().getFirst().path()).hasToString("$.issues[*]");
  }

  @Test
  void aRuleGoesBeforeAnIncludedBookKeyByKey(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("book.yaml"),
        """
        prices:
          classes: { core: 1, heavy: 5 }
        operations:
          search:
            on: GET /search
            counts: { "$.issues[*]": core }
            page: { by: limit, most: 100 }
          list: GET /list
        """);
    Path file =
        Files.writeString(
            folder.resolve("policy.yaml"),
            """
            include: book.yaml
            prices:
              reserveMax: 80
              rules:
                search: { atMost: 20, price: 3 }
                list: { counts: { "$[*]": heavy }, atMost: 40 }
            """);

    Policy policy = Policies.loaded(PolicyLoader.load(file));

    assertThat(quote(policy, "GET", "/search?limit=7").reserve(Quote.POINTS)).isEqualTo(3 + 20);
    assertThat(quote(policy, "GET", "/list").reserve(Quote.POINTS)).isEqualTo(80);
  }

  @Test
  void countsOfNothingMakeAReadCostItsBase() {
    Policy policy =
        Policies.loaded(
            """
            operations: { ping: { on: GET /ping, counts: core } }
            prices: { rules: { ping: { counts: {} } } }
            """);

    PriceRule rule = rule(policy, "ping");

    assertThat(rule).isEqualTo(PriceRule.points(1));
  }

  @Test
  void theUsualPriceIsTheBaseOfWhatCounts() {
    Policy policy =
        Policies.loaded("{ price: 4, operations: { get: { on: GET /a, counts: identity } } }");

    assertThat(quote(policy, "GET", "/a").reserve(Quote.POINTS)).isEqualTo(6);
  }

  @Test
  void aPageWithoutAUsualSizeIsItsLargest() {
    Policy policy =
        Policies.loaded(
            """
            operations:
              list: { on: GET /a, counts: { "$[*]": core }, page: { by: [limit, size], most: 30 } }
            """);

    Work.Reads reads = (Work.Reads) rule(policy, "list").work();

    assertThat(reads.counted().getFirst().bound())
        .isEqualTo(new Bound(Bound.Form.PAGE_SIZE, java.util.List.of("limit", "size"), 30, 30));
  }

  private static PriceRule rule(Policy policy, String operation) {
    return policy.snapshot().prices().rule(Operation.of(operation, "GET"));
  }

  private static Quote quote(Policy policy, String method, String target) {
    Routed routed = policy.routes().find(method, target);
    var operation =
        routed instanceof Routed.RouteMatch match ? match.operation() : Policy.other(method);
    Call call = Call.of(operation, Caller.ANONYMOUS).withQuery(Call.queryOf(target));
    return policy.snapshot().quote(call);
  }
}
