package dev.headgate.policy.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.policy.problem.Problem;
import dev.headgate.policy.yaml.DocumentBounds;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Descriptions that are none, or lead nowhere: all problems at once, with their places. */
class BadDescriptionsTest {
  @TempDir Path folder;

  @Test
  void referencesThatLeadToThemselvesAreToldAndNotFollowed() throws IOException {
    String text =
        """
        openapi: 3.0.0
        paths:
          /a: { get: { responses: { "200": { $ref: "#/components/responses/A" } } } }
          /b: { $ref: "#/paths/~1b" }
        components:
          responses:
            A: { $ref: "#/components/responses/B" }
            B: { $ref: "#/components/responses/A" }
        """;

    assertThat(problems("cycle.yaml", text))
        .containsExactlyInAnyOrder(
            "cycle.yaml:8:16: components.responses.B.$ref: \"#/components/responses/A\" leads to"
                + " itself (expected: a value)",
            "cycle.yaml:4:15: paths./b.$ref: \"#/paths/~1b\" leads to itself (expected: a value)");
  }

  @Test
  void referencesToFilesAndToNothingAreRefusedTogether() throws IOException {
    String text =
        """
        {"openapi": "3.0.0", "paths": {
          "/a": {"get": {"operationId": "a", "responses": {"200": {"$ref": "other.yaml#/A"}}}},
          "/b": {"get": {"operationId": "b", "responses": {"200": {"$ref": "#/components/X"}}}}
        }}
        """;

    assertThat(problems("files.json", text))
        .containsExactly(
            "files.json:2:68: paths./a.get.responses.200.$ref: \"other.yaml#/A\" (expected: a"
                + " reference inside this document, #/...)\n"
                + "  hint: join the files into one document first; none is read beside it",
            "files.json:3:68: paths./b.get.responses.200.$ref: \"#/components/X\" leads nowhere"
                + " (expected: a value)");
  }

  @Test
  void theSameRequestsTwiceAreRefusedWithBothPlaces() throws IOException {
    String text =
        """
        openapi: 3.0.0
        paths:
          /a/{x}: { get: { operationId: one, responses: {} } }
          /a/{y}/: { get: { operationId: two, responses: {} } }
        """;

    assertThat(problems("twice.yaml", text))
        .containsExactly(
            "twice.yaml:4:14: paths./a/{y}/.get: \"GET /a/{y}/\" twice (expected: once)\n"
                + "  hint: the same requests stand first at twice.yaml:3:13");
  }

  @Test
  void anOperationIdTwiceIsRefused() throws IOException {
    String text =
        """
        openapi: 3.0.0
        paths:
          /a: { get: { operationId: one, responses: {} } }
          /b: { get: { operationId: one, responses: {} } }
        """;

    assertThat(problems("ids.yaml", text)).singleElement().asString().contains("operationId");
  }

  @Test
  void whatIsNoOpenApi3IsRefused() throws IOException {
    assertThat(problems("two.json", "{\"swagger\": \"2.0\", \"paths\": {}}"))
        .containsExactly(
            "two.json:1:13: swagger: OpenAPI 2.0 (expected: openapi: 3.0 or 3.1)\n"
                + "  hint: convert the document to OpenAPI 3 first");
    assertThat(problems("no.json", "{\"name\": 1}"))
        .containsExactly("no.json: no OpenAPI document (expected: openapi: 3.0 or 3.1)");
    assertThat(problems("four.yaml", "openapi: 4.0.0\npaths: {}"))
        .containsExactly("four.yaml:1:10: openapi: \"4.0.0\" (expected: openapi: 3.0 or 3.1)");
    assertThat(problems("paths.yaml", "openapi: 3.0.0\npaths: [a]"))
        .containsExactly("paths.yaml:2:8: paths: no map of paths (expected: paths)");
    assertThat(problems("list.json", "[1]")).isNotEmpty();
    assertThat(problems("empty.json", "")).isNotEmpty();
    assertThat(problems("cut.json", "{\"openapi\": \"3.0.0\", \"paths\": {"))
        .singleElement()
        .asString()
        .startsWith("cut.json:1:");
    assertThat(problems("twice.json", "{\"openapi\": \"3.0.0\", \"openapi\": \"3.0.0\"}"))
        .anySatisfy(problem -> assertThat(problem).contains("twice (expected: once)"));
  }

  @Test
  void aDocumentOfFiftyMegabytesIsRefusedUnread() throws IOException {
    Path large = folder.resolve("large.json");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(50 << 20);
    }

    assertThat(rejected(large, null))
        .containsExactly(
            "large.json: 52428800 bytes (expected: at most "
                + DocumentBounds.DESCRIPTION.bytesMax()
                + ")\n"
                + "  hint: leave out what no price depends on: examples, descriptions, whole"
                + " products");
  }

  @Test
  void depthAndNumberOfValuesAreBounded() throws IOException {
    assertThat(problems("deep.json", "{\"a\":".repeat(200) + "1" + "}".repeat(200)))
        .singleElement()
        .asString()
        .contains("nested deeper than");
    assertThat(problems("many.json", "{\"a\":[" + "0,".repeat(1_100_000) + "0]}"))
        .singleElement()
        .asString()
        .contains("more than 1000000 values");
  }

  @Test
  void aMissingFileIsAProblem() {
    assertThat(rejected(folder.resolve("none.json"), null))
        .containsExactly("none.json: no such file: none.json");
  }

  @Test
  void allProblemsOfRulesAndDescriptionAreToldAtOnce() throws IOException {
    Path rules =
        Files.writeString(
            folder.resolve("rules.yaml"),
            """
            nouns: { cores: [issue] }
            reads: [search]
            pageMost: 0
            pagin: 3
            """);
    Path two = Files.writeString(folder.resolve("two.json"), "{\"swagger\": \"2.0\"}");

    assertThat(rejected(two, rules))
        .containsExactly(
            "rules.yaml:1:10: nouns.cores: unknown class \"cores\"\n  hint: did you mean \"core\"?",
            "rules.yaml:2:9: reads[0]: \"search\" (expected: a method and a path, as in POST"
                + " /**/search)",
            "rules.yaml:3:11: pageMost: 0 (expected: 1 to 1000000000)",
            "rules.yaml:4:1: pagin: unknown key \"pagin\"\n  hint: did you mean \"paging\"?",
            "two.json:1:13: swagger: OpenAPI 2.0 (expected: openapi: 3.0 or 3.1)\n"
                + "  hint: convert the document to OpenAPI 3 first");
  }

  @Test
  void aRuleOfAnUnknownOperationIsTold() throws IOException {
    Path rules =
        Files.writeString(folder.resolve("rules.yaml"), "operations: { getIsue: { class: core } }");
    Path description =
        Files.writeString(
            folder.resolve("a.yaml"),
            """
            openapi: 3.0.0
            paths: { /a: { get: { operationId: getIssue, responses: {} } } }
            """);

    assertThat(rejected(description, rules))
        .containsExactly(
            "rules.yaml:1:15: operations.getIsue: unknown operation \"getIsue\"\n"
                + "  hint: did you mean \"getIssue\"?");
  }

  private List<String> problems(String name, String text) throws IOException {
    return rejected(Files.writeString(folder.resolve(name), text), null);
  }

  private static List<String> rejected(Path description, @Nullable Path rules) {
    Derivation derivation = Derivation.derive(description, rules);
    assertThat(derivation).isInstanceOf(Derivation.Rejected.class);
    return ((Derivation.Rejected) derivation)
        .problems().stream().map(Problem::toString).collect(Collectors.toList());
  }
}
