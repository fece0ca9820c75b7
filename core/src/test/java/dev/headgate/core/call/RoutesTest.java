package dev.headgate.core.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
  private final Routes routes =
      routes(
          "GET /issue/{issue} getIssue",
          "GET /issue/picker pickIssue",
          "PUT /issue/{issue} editIssue",
          "* /issue/{issue}/comment/{comment} comment",
          "GET /files/** files",
          "GET /files/{file}/meta fileMeta");

  @Test
  void aLiteralGoesBeforeATemplate() {
    assertThat(operation("GET", "/issue/picker")).isEqualTo("pickIssue");
    assertThat(operation("GET", "/issue/HG-1")).isEqualTo("getIssue");
  }

  @Test
  void aLiteralOfAnotherMethodDoesNotHideTheTemplate() {
    assertThat(operation("PUT", "/issue/picker")).isEqualTo("editIssue");
  }

  @Test
  void aTemplateGoesBeforeTheRest() {
    assertThat(operation("GET", "/files/a/meta")).isEqualTo("fileMeta");
    assertThat(operation("GET", "/files/a/other")).isEqualTo("files");
    assertThat(operation("GET", "/files")).isEqualTo("files");
  }

  @Test
  void parametersAreDecoded() {
    Routed found = routes.find("PATCH", "/issue/HG%2D1/comment/%C3%A4?x=/issue/2;y");

    assertThat(found)
        .isEqualTo(
            new Routed.RouteMatch(
                Operation.of("comment", "PATCH"), Map.of("issue", "HG-1", "comment", "ä")));
  }

  @Test
  void aTrailingSlashChangesNothing() {
    assertThat(operation("GET", "/issue/HG-1/")).isEqualTo("getIssue");
  }

  @Test
  void aLiteralWithAnEncodedSignIsNotMetByTheSignItself() {
    Routes odd = routes("GET /a%3Fb/c question", "GET /a plain", "GET /x/50%25 share");

    assertThat(odd.find("GET", "/a?b/c")).isEqualTo(match("plain"));
    assertThat(odd.find("GET", "/a%3fb/c")).isEqualTo(match("question"));
    assertThat(odd.find("GET", "/x/50%25")).isEqualTo(match("share"));
    assertThat(odd.find("GET", "/x/50%")).isInstanceOf(Routed.BadPath.class);
    Routes alone = routes("GET /a%3Fb/c question");
    assertThat(alone.find("GET", "/a?b/c")).isEqualTo(new Routed.NoRoute());
    assertThat(alone.find("GET", "/a%3Fb/c?x")).isEqualTo(match("question"));
  }

  @Test
  void aBadRestOfAPathIsNotTakenForTheRest() {
    assertThat(routes.find("GET", "/files/a/../b")).isInstanceOf(Routed.BadPath.class);
    assertThat(routes.find("GET", "/files/a//b")).isInstanceOf(Routed.BadPath.class);
    assertThat(routes.find("GET", "/files/a/b;c")).isInstanceOf(Routed.BadPath.class);
    assertThat(routes.find("GET", "/files" + "/a".repeat(64))).isInstanceOf(Routed.BadPath.class);
  }

  @Test
  void aLongQueryChangesNothing() {
    assertThat(operation("GET", "/issue/HG-1?" + "a".repeat(9_000))).isEqualTo("getIssue");
  }

  @Test
  void manyParametersAreEachWhereTheyStand() {
    Routes deep = routes("GET /{a}/b/{c}/{d}/{e}/f deep");

    assertThat(((Routed.RouteMatch) deep.find("GET", "/1/b/2/3/%34/f/?x")).parameters())
        .isEqualTo(Map.of("a", "1", "c", "2", "d", "3", "e", "4"));
    assertThat(((Routed.RouteMatch) deep.find("GET", "/1/b/2/3/4/f")).parameters())
        .isEqualTo(Map.of("a", "1", "c", "2", "d", "3", "e", "4"));
  }

  @Test
  void aHeadWithoutARouteTakesThatOfGet() {
    assertThat(routes.find("HEAD", "/issue/HG-1"))
        .isEqualTo(new Routed.RouteMatch(Operation.of("getIssue", "GET"), Map.of("issue", "HG-1")));
  }

  @Test
  void anUnknownPathOrMethodHasNoRoute() {
    assertThat(routes.find("GET", "/nothing")).isEqualTo(new Routed.NoRoute());
    assertThat(routes.find("DELETE", "/issue/HG-1")).isEqualTo(new Routed.NoRoute());
    assertThat(routes.find("OPTIONS", "*")).isEqualTo(new Routed.NoRoute());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "issue/1", "", "/issue/../admin", "/issue/%2e%2E/admin", "/issue/.", "/issue//1",
        "/issue/%4", "/issue/%zz", "/issue/%ff", "/issue/%00", "/issue/a b", "/issue/a\\b",
        "/issue/%C3", "/issue/é", "/issue/1#x", "/issue%2F1", "/issue/a%2f..%2f1", "/issue/1%5C2",
        "/issue/1;x=2", "/issue;x/1", "/issue/1%3Bx", "/files/a%2Fb", "/issue/..;/1", "/issue/;"
      })
  void aPathThatCouldBeReadInTwoWaysIsRefused(String path) {
    assertThat(routes.find("GET", path)).isInstanceOf(Routed.BadPath.class);
  }

  @Test
  void aRefusedPathSaysWhatIsWrongWithIt() {
    String expected = "no encoded slash or backslash and no ';' in a segment";

    assertThat(routes.find("PUT", "/issue%2F1"))
        .isEqualTo(new Routed.BadPath("issue%2F1", expected));
    assertThat(routes.find("PUT", "/issue/1;x=2")).isEqualTo(new Routed.BadPath("1;x=2", expected));
  }

  @Test
  void lengthAndSegmentsAreBounded() {
    assertThat(routes.find("GET", "/" + "a".repeat(8_192))).isInstanceOf(Routed.BadPath.class);
    assertThat(routes.find("GET", "/a".repeat(65))).isInstanceOf(Routed.BadPath.class);
    assertThat(routes.find("GET", "/a".repeat(64))).isEqualTo(new Routed.NoRoute());
    assertThat(routes.find("GE T", "/issue/1")).isInstanceOf(Routed.BadPath.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "", "get", "GE T", "GET\r", "A23456789012345678901234567890123"})
  void whatIsNoMethodLeadsNowhereNotEvenByARouteOfAll(String method) {
    assertThat(routes.find(method, "/issue/1/comment/2")).isInstanceOf(Routed.BadPath.class);
    assertThat(routes.find(method, "/issue/1/comment/%32")).isInstanceOf(Routed.BadPath.class);
  }

  @Test
  void routesLieUnderEachOfSeveralBases() {
    Route route = new Route("GET", "/issue/{issue}", "getIssue", "jira");
    Routes both =
        Routes.builder().add("/rest/api/3", route).add("/ex/jira/rest/api/3/", route).build();

    assertThat(both.find("GET", "/rest/api/3/issue/1")).isInstanceOf(Routed.RouteMatch.class);
    assertThat(both.find("GET", "/ex/jira/rest/api/3/issue/1"))
        .isInstanceOf(Routed.RouteMatch.class);
    assertThat(both.find("GET", "/issue/1")).isEqualTo(new Routed.NoRoute());
  }

  @Test
  void twoRoutesForTheSameRequestsAreRefused() {
    assertThatThrownBy(() -> routes("GET /a/{x} one", "GET /a/{y} two"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("GET/a/{} twice (expected: once)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a/{x}/{x}",
        "/a/**/b",
        "/a/x{y}",
        "/a//b",
        "/a/../b",
        "/a/%zz",
        "a",
        "/a/{1}",
        "/a%2Fb",
        "/a;b"
      })
  void aTemplateThatMeansNothingIsRefused(String template) {
    assertThatThrownBy(() -> new Route("GET", template, "one", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected");
  }

  private static Routed match(String operation) {
    return new Routed.RouteMatch(Operation.of(operation, "GET"), Map.of());
  }

  private String operation(String method, String path) {
    return ((Routed.RouteMatch) routes.find(method, path)).operation().name();
  }

  static Routes routes(String... lines) {
    Routes.Builder builder = Routes.builder();
    for (String line : lines) {
      String[] part = line.split(" ", -1);
      builder.add(new Route(part[0], part[1], part[2], ""));
    }
    return builder.build();
  }
}
