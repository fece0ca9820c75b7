package dev.headgate.server.store.redis;

import dev.headgate.server.store.StoreRefused;
import dev.headgate.server.store.StoreSettings;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterURIUtil;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the URLs of servers name. No message shows a user or a password. */
public final class Addresses {
  private static final Pattern CLUSTER = Pattern.compile("^redis(s?)-cluster://");
  private static final String SENTINEL_USER = "sentinelUser";
  private static final String SENTINEL_PASSWORD = "sentinelPassword";

  private Addresses() {}

  /**
   * One server, or the sentinels that name it.
   *
   * @param url {@code redis://}, {@code redis-sentinel://}, or the same with {@code rediss} over
   *     TLS
   * @throws StoreRefused where it names none
   */
  public static RedisURI one(String url) {
    try {
      if (url.indexOf('#') >= 0 && url.indexOf('?') > url.indexOf('#')) {
        throw refused(url, "options before the name: redis-sentinel://host:port?option=value#name");
      }
      RedisURI uri = RedisURI.create(url);
      String password = option(url, SENTINEL_PASSWORD);
      String user = option(url, SENTINEL_USER);
      for (RedisURI sentinel : uri.getSentinels()) {
        if (password != null) {
          sentinel.setAuthentication(user, password.toCharArray());
        }
        sentinel.setTimeout(Connecting.CONNECT);
      }
      uri.setTimeout(Connecting.CONNECT);
      return uri;
    } catch (IllegalArgumentException wrong) {
      throw refused(url, "redis://host:port or redis-sentinel://host:port,host:port#name");
    }
  }

  /**
   * Some members of a cluster.
   *
   * @param url {@code redis-cluster://}, or {@code rediss-cluster://} over TLS
   * @throws StoreRefused where it names none
   */
  static List<RedisURI> members(String url) {
    String expected = "redis-cluster://host:port,host:port";
    try {
      URI plain = URI.create(CLUSTER.matcher(url).replaceFirst("redis$1://"));
      if (plain.getPath() != null && plain.getPath().length() > 1) {
        throw refused(url, expected + ", as a cluster has no database");
      }
      List<RedisURI> members = RedisClusterURIUtil.toRedisURIs(plain);
      members.forEach(member -> member.setTimeout(Connecting.CONNECT));
      return members;
    } catch (IllegalArgumentException wrong) {
      throw refused(url, expected);
    }
  }

  /** What the client's own messages say of a URL may be a password. */
  private static StoreRefused refused(String url, String expected) {
    return new StoreRefused(
        "store: "
            + StoreSettings.shown(url)
            + " (expected: "
            + expected
            + "; %XX for what is no letter or digit in a password)");
  }

  private static @Nullable String option(String url, String name) {
    String query = URI.create(url).getRawQuery();
    for (String option : query == null ? new String[0] : query.split("&")) {
      if (option.startsWith(name + "=")) {
        String value = option.substring(name.length() + 1);
        return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
      }
    }
    return null;
  }
}
