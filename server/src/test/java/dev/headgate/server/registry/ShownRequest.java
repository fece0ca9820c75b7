package dev.headgate.server.registry;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request as a test writes it down. */
record ShownRequest(Map<String, String> fields, String host, String path, boolean peerTrusted)
    implements Shown {
  static ShownRequest with(String... fields) {
    Map<String, String> map = new TreeMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      map.put(fields[i].toLowerCase(Locale.ROOT), fields[i + 1]);
    }
    return new ShownRequest(map, "api.test", "/issues/1", false);
  }

  ShownRequest at(String host, String path) {
    return new ShownRequest(fields, host, path, peerTrusted);
  }

  ShownRequest fromTrustedPeer() {
    return new ShownRequest(fields, host, path, true);
  }

  @Override
  public @Nullable String field(String name) {
    return fields.get(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public int count(String name) {
    return field(name) == null ? 0 : 1;
  }
}
