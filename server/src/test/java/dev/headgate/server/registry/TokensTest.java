package dev.headgate.server.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.headgate.core.time.Micros;
import dev.headgate.server.registry.Tokens.Checked;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokensTest {
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

  private RSAKey key;
  private Tokens tokens;

  @BeforeAll
  void keys() throws JOSEException {
    key = new RSAKeyGenerator(2_048).keyID("key-1").generate();
    tokens = new Tokens(settings(new JWKSet(key.toPublicJWK()).toString(false)));
  }

  private static TokenSettings settings(String keySet) {
    return new TokenSettings(
        KeySet.of(keySet),
        "https://issuer.test",
        "headgate",
        Map.of("tenant", "tid", "app", "azp"));
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer("https://issuer.test")
        .audience("headgate")
        .subject("user-17")
        .claim("tid", "tenant-a")
        .claim("azp", "app-1")
        .expirationTime(Date.from(NOW.plusSeconds(60)));
  }

  private String signed(JWTClaimsSet claims) throws JOSEException {
    return signed(claims, JWSAlgorithm.RS256, new RSASSASigner(key));
  }

  private static String signed(JWTClaimsSet claims, JWSAlgorithm algorithm, JWSSigner signer)
      throws JOSEException {
    SignedJWT token =
        new SignedJWT(new JWSHeader.Builder(algorithm).keyID("key-1").build(), claims);
    token.sign(signer);
    return token.serialize();
  }

  private String reason(String token) {
    Checked checked = tokens.check(token, Micros.of(NOW));
    assertThat(checked).isInstanceOf(Checked.Wrong.class);
    return ((Checked.Wrong) checked).reason();
  }

  @Test
  void aGoodTokenNamesTheCallerUntilItEnds() throws JOSEException {
    Checked checked = tokens.check(signed(claims().build()), Micros.of(NOW));

    assertThat(checked)
        .isEqualTo(
            new Checked.Valid(
                Map.of("user", "user-17", "tenant", "tenant-a", "app", "app-1"),
                Micros.of(NOW.plusSeconds(60 + TokenSettings.SKEW_SECONDS))));
  }

  @Test
  void aTokenSignedWithThePublicKeyAsSecretIsRefused() throws JOSEException {
    byte[] publicKey = key.toRSAPublicKey().getEncoded();

    assertThat(reason(signed(claims().build(), JWSAlgorithm.HS256, new MACSigner(publicKey))))
        .isEqualTo("token-not-trusted");
  }

  @Test
  void aTokenWithoutASignatureIsRefused() {
    String plain = new PlainJWT(claims().build()).serialize();

    assertThat(reason(plain)).isEqualTo("token-malformed");
  }

  @Test
  void aTokenOfAnotherKeyIsRefused() throws JOSEException {
    RSAKey other = new RSAKeyGenerator(2_048).keyID("key-1").generate();

    assertThat(reason(signed(claims().build(), JWSAlgorithm.RS256, new RSASSASigner(other))))
        .isEqualTo("token-not-trusted");
  }

  @Test
  void aTokenThatHasEndedOrNeverEndsOrHasNotBegunIsRefused() throws JOSEException {
    JWTClaimsSet ended = claims().expirationTime(Date.from(NOW.minusSeconds(60))).build();
    JWTClaimsSet endless = claims().expirationTime(null).build();
    JWTClaimsSet early = claims().notBeforeTime(Date.from(NOW.plusSeconds(60))).build();

    assertThat(reason(signed(ended))).isEqualTo("token-expired");
    assertThat(reason(signed(endless))).isEqualTo("token-endless");
    assertThat(reason(signed(early))).isEqualTo("token-early");
  }

  @Test
  void aTokenOfAnotherIssuerOrForAnotherAudienceIsRefused() throws JOSEException {
    assertThat(reason(signed(claims().issuer("https://other.test").build())))
        .isEqualTo("token-issuer");
    assertThat(reason(signed(claims().audience("other").build()))).isEqualTo("token-audience");
  }

  @Test
  void aKeySetWithAPrivateKeyIsNotTaken() {
    String withPrivate = new JWKSet(key).toString(false);

    assertThatThrownBy(() -> new Tokens(settings(withPrivate)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("each public");
  }
}
