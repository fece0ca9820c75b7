package dev.headgate.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links to the upstream become links to the proxy, and no others do. */
class LinksTest {
  private static final UpstreamAddress UPSTREAM = UpstreamAddress.of("https://Api.Example/base/");
  private static final Links LINKS = new Links(UPSTREAM, "http://127.0.0.1:1");

  @ParameterizedTest
  @CsvSource({
    "https://api.example/base/items/1, http://127.0.0.1:1/items/1",
    "HTTPS://API.EXAMPLE:443/base?x=1, http://127.0.0.1:1?x=1",
    "https://api.example/base, http://127.0.0.1:1",
    "/base/items, /items",
    "/baseball, /baseball",
    "items/1, items/1",
    "https://api.example/other, https://api.example/other",
    "https://api.example.evil/base/x, https://api.example.evil/base/x",
    "https://api.example:444/base/x, https://api.example:444/base/x",
    "http://api.example/base/x, http://api.example/base/x",
    "//elsewhere/base, //elsewhere/base"
  })
  void oneLink(String link, String expected) {
    assertThat(UPSTREAM.toProxy(link, "http://127.0.0.1:1")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://x",
        "https://",
        "x",
        "https://user:secret@x",
        "https://x?y=1",
        "https://x y"
      })
  void anUpstreamThatIsNoneIsRefusedWithoutItsSecrets(String url) {
    assertThatThrownBy(() -> UpstreamAddress.of(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: http or https")
        .hasMessageNotContaining("secret");
  }

  @Test
  void declaredMembersAreRewrittenWhereverADocumentIsCut() {
    String document =
        """
        {"self": "https://api.example/base/1", "name": "https://api.example/base/1",
         "n\\u0065xt": "https://api.example/base/2",
         "next": "https:\\/\\/api.example\\/base\\/2?a=\\"b\\"",
         "pages": ["https://api.example/base/3", 4, "https://elsewhere/base", "https://api"],
         "deep": {"self": "https://api.example/base", "pages": [{"name": "https://api.example/base/5"}]},
         "text": "\\"self\\": \\"https://api.example/base/6\\"", "self": null, "next": "é /base/7"}
        """;
    String expected =
        """
        {"self": "http://127.0.0.1:1/1", "name": "https://api.example/base/1",
         "n\\u0065xt": "https://api.example/base/2",
         "next": "http://127.0.0.1:1/2?a=\\"b\\"",
         "pages": ["http://127.0.0.1:1/3", 4, "https://elsewhere/base", "https://api"],
         "deep": {"self": "http://127.0.0.1:1", "pages": [{"name": "https://api.example/base/5"}]},
         "text": "\\"self\\": \\"https://api.example/base/6\\"", "self": null, "next": "é /base/7"}
        """;
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);

    for (int piece = 1; piece <= bytes.length; piece++) {
      assertThat(rewritten(bytes, piece)).as("in pieces of %d", piece).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"https://api.example/base/1\"", "}}]]{,:\"self", "<html>no</html>"})
  void whatIsNoDocumentStaysAsItIs(String text) {
    assertThat(rewritten(text.getBytes(StandardCharsets.UTF_8), 3)).isEqualTo(text);
  }

  @Test
  void whatIsNestedTooDeepStaysAsItIs() {
    String deep = "{\"self\":".repeat(600) + "\"https://api.example/base/1\"" + "}".repeat(600);

    assertThat(rewritten(deep.getBytes(StandardCharsets.UTF_8), 100)).isEqualTo(deep);
  }

  private static String rewritten(byte[] bytes, int piece) {
    JsonLinks json = new JsonLinks(LINKS, Set.of("self", "next", "pages"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = 0; at < bytes.length; at += piece) {
      int length = Math.min(piece, bytes.length - at);
      out.writeBytes(json.feed(ByteBuffer.wrap(bytes, at, length)));
    }
    out.writeBytes(json.end());
    return out.toString(StandardCharsets.UTF_8);
  }
}
