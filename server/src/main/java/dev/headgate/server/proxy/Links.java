package dev.headgate.server.proxy;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns links to the upstream into links to the proxy, for one response. Stateless.
 *
 * @param proxy scheme, host and port by which the caller knows the proxy
 */
record Links(UpstreamAddress upstream, String proxy) {
  /** Fields whose value is one link. */
  private static final Set<String> ONE = Set.of("location", "content-location");

  private static final Pattern TARGET = Pattern.compile("<([^<>]*)>");

  /** The value of a field. */
  String inField(String name, String value) {
    if (ONE.contains(name)) {
      return upstream.toProxy(value.strip(), proxy);
    }
    return name.equals("link")
        ? TARGET
            .matcher(value)
            .replaceAll(
                link ->
                    Matcher.quoteReplacement(
                        "<" + upstream.toProxy(link.group(1).strip(), proxy) + ">"))
        : value;
  }
}
