package dev.headgate.server.registry;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.headgate.core.time.Micros;
import dev.headgate.policy.registry.Registry;
import java.text.ParseException;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks bearer JWTs against a set of public keys. Only asymmetric signatures are accepted, so a
 * public key can never serve as a shared secret and {@code none} never passes (RFC 8725 sections
 * 2.1 and 3.1). Safe for all threads.
 */
final class Tokens {
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private final TokenSettings settings;
  private final DefaultJWTProcessor<SecurityContext> processor;

  /** A check by settings, whose keys may be replaced. */
  Tokens(TokenSettings settings) {
    this.settings = settings;
    processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            ALGORITHMS, (selector, context) -> selector.select(keys())));
    // Claims are checked below, against the instant of the call and not against another clock.
    processor.setJWTClaimsSetVerifier(null);
  }

  /** The keys that tokens are checked against now. */
  JWKSet keys() {
    return settings.keySet().keys();
  }

  /** What a token says. */
  sealed interface Checked {
    /** It holds: the caller attributes and the instant at which it ends. */
    record Valid(Map<String, String> attributes, long until) implements Checked {}

    /** It does not. */
    record Wrong(String reason, String detail) implements Checked {}
  }

  Checked check(String token, long now) {
    if (token.length() > TokenSettings.TOKEN_MAX) {
      return new Checked.Wrong(
          "token-too-long",
          "the token has "
              + token.length()
              + " characters (expected: <= "
              + TokenSettings.TOKEN_MAX
              + ")");
    }
    try {
      return checkClaims(processor.process(SignedJWT.parse(token), null), now);
    } catch (ParseException e) {
      return new Checked.Wrong("token-malformed", "the token is not a signed JWT");
    } catch (BadJOSEException | JOSEException e) {
      return new Checked.Wrong(
          "token-not-trusted",
          "the token is not signed by a key of the key set with an accepted algorithm");
    }
  }

  private Checked checkClaims(JWTClaimsSet claims, long now) throws ParseException {
    long skew = TokenSettings.SKEW_SECONDS * Micros.SECOND;
    Date ends = claims.getExpirationTime();
    if (ends == null) {
      return new Checked.Wrong("token-endless", "the token has no exp (expected: one)");
    }
    if (micros(ends) + skew <= now) {
      return new Checked.Wrong("token-expired", "the token ended at " + ends.toInstant());
    }
    Date begins = claims.getNotBeforeTime();
    if (begins != null && micros(begins) - skew > now) {
      return new Checked.Wrong("token-early", "the token begins at " + begins.toInstant());
    }
    if (!settings.issuer().equals(claims.getIssuer())) {
      return new Checked.Wrong(
          "token-issuer", "the token is from another issuer (expected: " + settings.issuer() + ")");
    }
    if (!claims.getAudience().contains(settings.audience())) {
      return new Checked.Wrong(
          "token-audience",
          "the token is for another audience (expected: " + settings.audience() + ")");
    }
    return new Checked.Valid(attributes(claims), micros(ends) + skew);
  }

  private Map<String, String> attributes(JWTClaimsSet claims) throws ParseException {
    Map<String, String> attributes = new TreeMap<>();
    put(attributes, "user", claims.getSubject());
    for (Map.Entry<String, String> claim : settings.claims().entrySet()) {
      Object value = claims.getClaim(claim.getValue());
      put(attributes, claim.getKey(), value == null ? null : String.valueOf(value));
    }
    return attributes;
  }

  private static void put(Map<String, String> attributes, String name, @Nullable String value) {
    if (value != null && !value.isEmpty() && value.length() <= Registry.VALUE_MAX) {
      attributes.put(name, value);
    }
  }

  private static long micros(Date date) {
    return Micros.of(date.toInstant());
  }
}
