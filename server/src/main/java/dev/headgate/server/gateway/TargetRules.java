package dev.headgate.server.gateway;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a request goes: its target and Host (RFC 9112 section 3.2). Encoded slashes, dots and the
 * like are nobody's business here and stay as they are.
 */
final class TargetRules {
  private static final int PORT_DIGITS_MAX = 5;
  private static final BitSet HOST_CHARACTERS = characters("-._~!$&'()*+,;=%:[]");

  private TargetRules() {}

  private static BitSet characters(String further) {
    BitSet set = new BitSet(128);
    set.set('a', 'z' + 1);
    set.set('A', 'Z' + 1);
    set.set('0', '9' + 1);
    further.chars().forEach(set::set);
    return set;
  }

  static @Nullable Problem check(HttpRequest request) {
    @Nullable Problem problem = checkHost(request);
    return problem != null ? problem : checkTarget(request);
  }

  private static @Nullable Problem checkHost(HttpRequest request) {
    List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
    if (hosts.isEmpty()) {
      return request.protocolVersion().equals(HttpVersion.HTTP_1_0)
          ? null
          : Problem.badRequest("host: missing (expected: once)");
    }
    if (hosts.size() > 1) {
      return Problem.badRequest("host: " + hosts.size() + " times (expected: once)");
    }
    return isAuthority(hosts.get(0)) ? null : badHost(hosts.get(0));
  }

  private static Problem badHost(String host) {
    return Problem.badRequest("host: " + Problem.shown(host) + " (expected: name or name:port)");
  }

  private static boolean isAuthority(String host) {
    for (int i = 0; i < host.length(); i++) {
      if (!HOST_CHARACTERS.get(host.charAt(i))) {
        return false;
      }
    }
    int nameEnd = host.startsWith("[") ? host.indexOf(']') + 1 : nameEnd(host);
    return nameEnd > 0 && (nameEnd == host.length() || isPort(host, nameEnd));
  }

  private static int nameEnd(String host) {
    int colon = host.indexOf(':');
    return colon < 0 ? host.length() : colon;
  }

  private static boolean isPort(String host, int from) {
    if (host.charAt(from) != ':' || host.length() - from - 1 > PORT_DIGITS_MAX) {
      return false;
    }
    for (int i = from + 1; i < host.length(); i++) {
      if (host.charAt(i) < '0' || host.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Problem checkTarget(HttpRequest request) {
    String target = request.uri();
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '#') {
        return badTarget(target);
      }
    }
    if (target.startsWith("/")) {
      return null;
    }
    if (target.equals("*")) {
      return request.method().equals(HttpMethod.OPTIONS) ? null : badTarget(target);
    }
    return checkAbsolute(request, target);
  }

  private static Problem badTarget(String target) {
    return Problem.badRequest(
        "target: " + Problem.shown(target) + " (expected: /path, or http://host/path)");
  }

  /** Section 3.2.2: what the target says about the host replaces the Host field. */
  private static @Nullable Problem checkAbsolute(HttpRequest request, String target) {
    int scheme = schemeLength(target);
    if (scheme == 0) {
      return badTarget(target);
    }
    int end = authorityEnd(target, scheme);
    String authority = target.substring(scheme, end);
    if (!isAuthority(authority)) {
      return badTarget(target);
    }
    String rest = target.substring(end);
    request.setUri(rest.startsWith("/") ? rest : "/" + rest);
    request.headers().set(HttpHeaderNames.HOST, authority);
    return null;
  }

  private static int schemeLength(String target) {
    for (String scheme : List.of("http://", "https://")) {
      if (target.regionMatches(true, 0, scheme, 0, scheme.length())) {
        return scheme.length();
      }
    }
    return 0;
  }

  private static int authorityEnd(String target, int from) {
    for (int i = from; i < target.length(); i++) {
      if (target.charAt(i) == '/' || target.charAt(i) == '?') {
        return i;
      }
    }
    return target.length();
  }
}
