package dev.headgate.client.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is guessed of a call from its URI. */
class PathShapeTest {
  @ParameterizedTest
  @CsvSource({
    "/, /",
    "'', /",
    "/rest/v1/items/17/children, /rest/v1/items/{}/children",
    "/rest/api/3/issue/ABC-123/comment, /rest/api/{}/issue/{}/comment",
    "//items//7/, /items/{}",
    "/u/0a1b2c3d-0000-1111-2222-333344445555, /u/{}",
    "/labs/abstractitems, /labs/abstractitems",
    "/a/b/c/d/e/f/g/h/i/j/k/l/m/n, /a/b/c/d/e/f/g/h/i/j/k/l"
  })
  void identifiersAreBlanked(String path, String shape) {
    assertThat(PathShape.of(path)).isEqualTo(shape);
  }

  @ParameterizedTest
  @CsvSource({
    "https://API.example.org/x, https://api.example.org:443",
    "http://api.example.org, http://api.example.org:80",
    "https://api.example.org:8443/y, https://api.example.org:8443"
  })
  void anOriginIsSchemeHostAndPort(String uri, String origin) {
    assertThat(Origin.of(URI.create(uri)).text()).isEqualTo(origin);
  }

  @Test
  void whatHasNoOriginIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Origin.of(URI.create("mailto:a@b")));
    assertThatIllegalArgumentException().isThrownBy(() -> Origin.of(URI.create("/relative")));
  }
}
