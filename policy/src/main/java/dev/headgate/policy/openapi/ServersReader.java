package dev.headgate.policy.openapi;

import dev.headgate.policy.yaml.Value;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads below which paths the operations of a description lie: those of its servers. */
final class ServersReader {
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]*)\\}");
  private static final Pattern ORIGIN = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/]*");

  private final References references;

  ServersReader(References references) {
    this.references = references;
  }

  /** The paths of all servers without the slash at their end; empty for the root. */
  List<String> bases(Value root) {
    Set<String> bases = new LinkedHashSet<>();
    if (references.get(root, "servers") instanceof Value.Items servers) {
      servers.items().forEach(server -> bases.add(base(server)));
    }
    return bases.isEmpty() ? List.of("") : List.copyOf(bases);
  }

  private String base(Value server) {
    Value variables = references.get(server, "variables");
    String url =
        VARIABLE
            .matcher(references.text(server, "url"))
            .replaceAll(
                variable ->
                    Matcher.quoteReplacement(
                        references.text(references.get(variables, variable.group(1)), "default")));
    String path = ORIGIN.matcher(url).replaceFirst("");
    String rooted = path.isEmpty() || path.startsWith("/") ? path : "/" + path;
    return rooted.replaceFirst("[?#].*", "").replaceFirst("/+$", "");
  }
}
