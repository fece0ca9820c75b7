package dev.headgate.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can go stale in documents: links, headings linked to, and examples nobody explains. */
class DocumentsTest {
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6}\\s+(.+?)\\s*$");
  private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```");

  @Test
  void everyLinkLeadsSomewhere() {
    List<String> broken = new ArrayList<>();

    for (Path page : Checkout.files(".md")) {
      Matcher link = LINK.matcher(FENCE.matcher(Checkout.text(page)).replaceAll(""));
      while (link.find()) {
        if (!resolves(page, link.group(1))) {
          broken.add(page + ": " + link.group(1));
        }
      }
    }

    assertThat(broken).as("links to nothing").isEmpty();
  }

  @Test
  void everyExampleHasAReadme() throws IOException {
    Path examples = Checkout.root().resolve("examples");
    List<Path> bare = List.of();
    if (!Files.exists(examples)) {
      return;
    }
    try (Stream<Path> all = Files.list(examples)) {
      bare =
          all.filter(Files::isDirectory)
              .filter(example -> !Files.exists(example.resolve("README.md")))
              .toList();
    }

    assertThat(bare).as("examples without README.md").isEmpty();
  }

  private static boolean resolves(Path page, String link) {
    if (link.matches("[a-z]+:.*")) {
      return true;
    }
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    Path target = path.isEmpty() ? page : page.resolveSibling(path).normalize();
    if (!Files.exists(Checkout.root().resolve(target))) {
      return false;
    }
    return hash < 0 || anchors(target).contains(link.substring(hash + 1));
  }

  private static Set<String> anchors(Path page) {
    return HEADING
        .matcher(FENCE.matcher(Checkout.text(page)).replaceAll(""))
        .results()
        .map(heading -> anchor(heading.group(1)))
        .collect(Collectors.toSet());
  }

  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
  }
}
