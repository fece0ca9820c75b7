package dev.headgate.server.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.headgate.core.time.Micros;
import dev.headgate.policy.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of a file are replaced while tokens are checked. */
class KeySetTest {
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

  @TempDir private Path folder;
  private Path file;
  private RSAKey old;
  private RSAKey fresh;

  @BeforeEach
  void keys() throws JOSEException {
    file = folder.resolve("keys.json");
    old = new RSAKeyGenerator(2_048).keyID("old").generate();
    fresh = new RSAKeyGenerator(2_048).keyID("fresh").generate();
  }

  @Test
  void aTokenHoldsAsLongAsItsKeyStandsInTheFile() throws Exception {
    write(old);
    KeySet keys = KeySet.in(file);
    Credentials credentials = credentials(keys);
    assertThat(holds(credentials, old)).isTrue();
    assertThat(holds(credentials, fresh)).isFalse();

    write(fresh);
    String became = keys.poll();

    assertThat(became).isEqualTo("replaced: 1 key");
    assertThat(holds(credentials, old)).as("though it was checked before").isFalse();
    assertThat(holds(credentials, fresh)).isTrue();
    assertThat(keys.poll()).isEmpty();
  }

  @Test
  void aBadFileNeverReplacesGoodKeysAndIsToldOnce() throws Exception {
    write(old);
    KeySet keys = KeySet.in(file);
    Credentials credentials = credentials(keys);

    Files.writeString(file, "{\"keys\":[]}");
    assertThat(keys.poll()).startsWith("kept: keySet: 0 keys (expected: one or more");
    assertThat(keys.poll()).isEmpty();
    Files.delete(file);
    assertThat(keys.poll()).startsWith("kept: keySet: cannot be read");
    assertThat(keys.poll()).isEmpty();

    assertThat(holds(credentials, old)).isTrue();
  }

  @Test
  void aKeyThatIsNotPublicIsRefused() {
    String secret = new JWKSet(old).toString(false);

    assertThatThrownBy(() -> KeySet.of(secret)).hasMessageContaining("none private");
  }

  private void write(RSAKey key) throws IOException {
    Files.writeString(file, new JWKSet(key.toPublicJWK()).toString(false));
  }

  private static Credentials credentials(KeySet keys) {
    TokenSettings tokens =
        new TokenSettings(keys, "https://issuer.test", "headgate", Map.of("tenant", "tid"));
    IdentitySettings usual = IdentitySettings.USUAL;
    return new Credentials(
        new IdentitySettings(
            usual.apiKeyField(), tokens, usual.basic(), Map.of(), null, null, false, false));
  }

  private static boolean holds(Credentials credentials, RSAKey key) throws JOSEException {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer("https://issuer.test")
            .audience("headgate")
            .claim("tid", "tenant-a")
            .expirationTime(Date.from(NOW.plusSeconds(60)))
            .build();
    JWSHeader head = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
    SignedJWT token = new SignedJWT(head, claims);
    token.sign(new RSASSASigner(key));
    ShownRequest shown = ShownRequest.with("Authorization", "Bearer " + token.serialize());
    return credentials.read(shown, Registry.EMPTY, Micros.of(NOW))
        instanceof Credentials.Found.Claimed;
  }
}
