package dev.headgate.server.registry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From what a caller is known.
 *
 * @param apiKeyField field that carries an API key
 * @param tokens how bearer JWTs are checked, or null where none are accepted
 * @param basic whether basic credentials are accepted
 * @param fields fields that trusted peers set, by caller attribute ({@code tenant}, {@code app},
 *     {@code user}, others); empty where none are believed
 * @param hostPattern for example <code>{tenant}.api.example.com</code>, or null
 * @param pathPattern for example <code>/t/{tenant}</code>, matched against the beginning, or null
 * @param anonymous whether a request without any credential passes as nobody
 * @param unregistered whether tenants and apps that the registry does not name are accepted
 */
public record IdentitySettings(
    String apiKeyField,
    @Nullable TokenSettings tokens,
    boolean basic,
    Map<String, String> fields,
    @Nullable String hostPattern,
    @Nullable String pathPattern,
    boolean anonymous,
    boolean unregistered) {
  /** The field for API keys unless another is named. */
  public static final String API_KEY_FIELD = "X-Api-Key";

  /** API keys and basic credentials of registered callers, nothing else. */
  public static final IdentitySettings USUAL =
      new IdentitySettings(API_KEY_FIELD, null, true, Map.of(), null, null, false, false);

  public IdentitySettings {
    fields = Map.copyOf(fields);
  }

  /** The same with bearer tokens checked so. */
  public IdentitySettings with(TokenSettings value) {
    return new IdentitySettings(
        apiKeyField, value, basic, fields, hostPattern, pathPattern, anonymous, unregistered);
  }
}
