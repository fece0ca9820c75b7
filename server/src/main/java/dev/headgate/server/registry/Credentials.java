package dev.headgate.server.registry;

import com.nimbusds.jose.jwk.JWKSet;
import dev.headgate.core.identity.Caller;
import dev.headgate.policy.registry.Identification.Unknown;
import dev.headgate.policy.registry.Registry;
import dev.headgate.policy.registry.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Reads the first credential that a request shows. Safe for all threads. */
final class Credentials {
  /** The most tokens whose check is remembered; at the bound all are forgotten. */
  static final int TOKENS_MAX = 10_000;

  private final IdentitySettings settings;
  private final @Nullable Tokens tokens;
  private final Map<String, Remembered> checked = new ConcurrentHashMap<>();

  /** A token that held under these keys. */
  private record Remembered(Tokens.Checked.Valid valid, JWKSet keys) {}

  Credentials(IdentitySettings settings) {
    this.settings = settings;
    tokens = settings.tokens() == null ? null : new Tokens(settings.tokens());
  }

  /** What was shown. */
  sealed interface Found {
    /** Nothing. */
    record None() implements Found {}

    /** A secret of the registry. */
    record Registered(Caller caller) implements Found {}

    /** Attributes that a token or a trusted peer vouches for. */
    record Claimed(Map<String, String> claims) implements Found {}

    /** A credential that does not hold. */
    record Wrong(Unknown answer) implements Found {}
  }

  Found read(Shown shown, Registry registry, long now) {
    String key = shown.field(settings.apiKeyField());
    if (key != null) {
      return secret(key.strip(), registry, "key-unknown");
    }
    String authorization = shown.field("Authorization");
    if (authorization != null) {
      return authorized(authorization.strip(), registry, now);
    }
    return shown.peerTrusted() ? vouched(shown) : new Found.None();
  }

  private Found authorized(String authorization, Registry registry, long now) {
    int space = authorization.indexOf(' ');
    String scheme = space < 0 ? authorization : authorization.substring(0, space);
    String rest = space < 0 ? "" : authorization.substring(space + 1).strip();
    return switch (scheme.toLowerCase(Locale.ROOT)) {
      case "bearer" -> bearer(rest, registry, now);
      case "basic" -> settings.basic() ? basic(rest, registry) : scheme();
      default -> scheme();
    };
  }

  @SuppressWarnings("ReferenceEquality") // keys that were replaced are another object
  private Found bearer(String token, Registry registry, long now) {
    if (tokens == null || token.chars().filter(c -> c == '.').count() != 2) {
      return secret(token, registry, "key-unknown");
    }
    String hash = Secrets.hash(token);
    JWKSet keys = tokens.keys();
    Remembered before = checked.get(hash);
    if (before != null && before.keys() == keys && now < before.valid().until()) {
      return new Found.Claimed(before.valid().attributes());
    }
    return switch (tokens.check(token, now)) {
      case Tokens.Checked.Wrong(String reason, String detail) -> wrong(reason, detail);
      case Tokens.Checked.Valid valid -> {
        if (checked.size() >= TOKENS_MAX) {
          checked.clear();
        }
        checked.put(hash, new Remembered(valid, keys));
        yield new Found.Claimed(valid.attributes());
      }
    };
  }

  private static Found basic(String encoded, Registry registry) {
    try {
      byte[] login = Base64.getDecoder().decode(encoded);
      return secret(new String(login, StandardCharsets.UTF_8), registry, "login-unknown");
    } catch (IllegalArgumentException e) {
      return wrong("login-malformed", "the login is not base64 (RFC 7617)");
    }
  }

  private static Found secret(String secret, Registry registry, String reason) {
    Caller caller = registry.bySecret(secret);
    return caller == null
        ? wrong(reason, "the credentials are not registered")
        : new Found.Registered(caller);
  }

  /** A field that names the caller in two ways, or at no sensible length, names nobody. */
  private Found vouched(Shown shown) {
    Map<String, String> values = new TreeMap<>();
    for (Map.Entry<String, String> field : settings.fields().entrySet()) {
      String value = shown.field(field.getValue());
      if (shown.count(field.getValue()) > 1) {
        return new Found.Wrong(Identifier.TWICE);
      }
      if (value != null && value.length() > Registry.VALUE_MAX) {
        return wrong("field-malformed", tooLong(field.getValue(), value));
      }
      if (value != null && !value.isEmpty()) {
        values.put(field.getKey(), value);
      }
    }
    return values.isEmpty() ? new Found.None() : new Found.Claimed(values);
  }

  private static String tooLong(String name, String value) {
    return name + ": " + value.length() + " characters (expected: <= " + Registry.VALUE_MAX + ")";
  }

  private static Found scheme() {
    return wrong("scheme-unknown", "the scheme of Authorization is not accepted");
  }

  private static Found wrong(String reason, String detail) {
    return new Found.Wrong(new Unknown(reason, detail));
  }
}
