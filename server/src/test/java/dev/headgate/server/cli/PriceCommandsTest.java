package dev.headgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriceCommandsTest {
  private static final String POLICY =
      """
      operations:
        getIssue: { on: "GET /issue/{issue}", counts: core }
        createIssue: POST /issue
        upload: { on: POST /files, price: { points: 1, uploads: 4 } }
        search:
          on: GET /search
          counts: { "$.issues[*]": core }
          page: { by: maxResults, usual: 50, most: 100 }
        members:
          on: GET /group/member
          counts: { "$.values[*]": identity }
          page: { by: maxResults, most: 50 }
          reserve: typical 20
          reserveMax: 10
      """;

  private static final String OPENAPI =
      """
      { "openapi": "3.0.1", "info": { "title": "Tracker", "version": "1" }, "paths": {
        "/search": { "get": { "operationId": "search",
          "parameters": [
            { "in": "query", "name": "limit",
              "schema": { "type": "integer", "default": 10, "maximum": 40 } } ],
          "responses": { "200": { "content": { "application/json": { "schema": {
            "type": "array", "items": { "$ref": "#/components/schemas/Issue" } } } } } } } } },
        "components": { "schemas": { "Issue": { "type": "object" } } } }
      """;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aQuoteShowsItsArithmetic() throws IOException {
    assertThat(price("GET /search?maxResults=50")).isZero();

    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            """
            search: GET /search?maxResults=50
              base                                    1
              50 x core at 1                         50   $.issues[*]: by maxResults, at most 100
              reserved                               51   settled to what is counted
            """);
  }

  @Test
  void aPageSizeThatIsNoneIsSaidToBe() throws IOException {
    assertThat(price("GET", "/search?maxResults=-1")).isZero();

    assertThat(out.toString())
        .contains("100 x core at 1", "maxResults is no number from 1, at most 100");
  }

  @Test
  void aWriteCostsItsBaseForGood() throws IOException {
    assertThat(price("POST /issue")).isZero();

    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            """
            createIssue: POST /issue
              base                                    1
              cost                                    1   final
            """);
  }

  @Test
  void aClampIsShownBesideWhatItCutsAndOtherUnitsBelow() throws IOException {
    price("GET /group/member");
    price("POST /files");

    assertThat(out.toString())
        .contains("at most                               101")
        .contains("reserved                               10   cut by reserveMax; settled")
        .contains("uploads                                 4");
  }

  @Test
  void programsGetTheSameAsJson() throws IOException {
    assertThat(price("GET /search?maxResults=500", "--json")).isZero();

    assertThat(Json.text(out.toString(), "operation")).isEqualTo("search");
    assertThat(out.toString())
        .contains("\"reason\" : \"above-most\"", "\"atMost\" : 101", "\"clamped\" : false");
  }

  @Test
  void aFileOfCallsIsPricedLineByLine() throws IOException {
    Path calls = Files.writeString(folder.resolve("calls"), "GET /issue/1\nGET /none\nGET /a//b\n");

    assertThat(price("--calls", calls.toString())).isEqualTo(1);
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            "2 getIssue GET /issue/1\n1 other GET /none\n- - GET /a//b\n");
  }

  @Test
  void aCallIsAskedForOnceAndWhole() throws IOException {
    assertThat(price()).isEqualTo(2);
    assertThat(price("GET /a//b")).isEqualTo(1);
    assertThat(err.toString()).contains("CALL or --calls", "no empty segment");
  }

  @Test
  void aBookIsPrintedAndCountedAsideAndTakenByAPolicy() throws IOException {
    Path openapi = Files.writeString(folder.resolve("openapi.json"), OPENAPI);

    assertThat(run("price-book", openapi.toString())).isZero();
    assertThat(err.toString()).contains("1 operation, 0 without a class of their own, 0 left out");
    Files.writeString(folder.resolve("book.yaml"), out.toString());
    Path policy = Files.writeString(folder.resolve("policy.yaml"), "include: book.yaml\n");
    out.getBuffer().setLength(0);

    assertThat(run("price", "--policy", policy.toString(), "GET /search?limit=7")).isZero();
    assertThat(out.toString()).contains("reserved                                8");
  }

  @Test
  void aBookIsPrintedAsJson() throws IOException {
    Path openapi = Files.writeString(folder.resolve("openapi.json"), OPENAPI);

    assertThat(run("price-book", "--json", openapi.toString())).isZero();
    assertThat(out.toString()).contains("\"form\" : \"page-size\"", "\"most\" : 40");
  }

  @Test
  void aBadDescriptionIsToldWithItsPlace() throws IOException {
    Path two = Files.writeString(folder.resolve("two.json"), "{ \"swagger\": \"2.0\" }");

    assertThat(run("price-book", two.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("problem two.json:1:14: swagger: OpenAPI 2.0");
    assertThat(out.toString()).isEmpty();
  }

  private int price(String... arguments) throws IOException {
    Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
    String[] all = new String[arguments.length + 3];
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    all[0] = "price";
    all[1] = "--policy";
    all[2] = policy.toString();
    return run(all);
  }

  private int run(String... arguments) {
    return Main.run(
        new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false), arguments);
  }
}
