package dev.headgate.server.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.identity.App;
import dev.headgate.core.identity.Caller;
import dev.headgate.core.identity.Tenant;
import dev.headgate.policy.registry.Identification;
import dev.headgate.policy.registry.Identification.Identified;
import dev.headgate.policy.registry.Identification.Unknown;
import dev.headgate.policy.registry.Registry;
import dev.headgate.policy.registry.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdentifierTest {
  private static final Tenant TENANT = Tenant.of("tenant-a", "standard", 200);
  private static final App APP = App.of("app-1");
  private static final Caller CALLER =
      Caller.builder().tenant(TENANT).app(APP).attribute("credential", "key-1").build();

  private static final Registry REGISTRY =
      new Registry(
          Map.of("tenant-a", TENANT, "tenant-b", Tenant.of("tenant-b", "free", 1)),
          Map.of("app-1", APP),
          Map.of(),
          Map.of(Secrets.hash("secret-1"), CALLER, Secrets.hash("user-1:secret-2"), CALLER));

  private static Identification identify(IdentitySettings settings, Shown shown) {
    return new Identifier(settings, () -> REGISTRY).identify(shown, 0);
  }

  private static IdentitySettings settings(String host, String path, boolean anonymous) {
    return new IdentitySettings(
        "X-Api-Key", null, true, Map.of("tenant", "X-Tenant"), host, path, anonymous, false);
  }

  private static void isUnknown(Identification found, String reason) {
    assertThat(found).isInstanceOf(Unknown.class);
    assertThat(((Unknown) found).reason()).isEqualTo(reason);
    assertThat(((Unknown) found).detail()).doesNotContain("secret");
  }

  private static Caller caller(Identification found) {
    assertThat(found).isInstanceOf(Identified.class);
    return ((Identified) found).caller();
  }

  @Test
  void aRegisteredKeyGivesTheSameCallerObjectEachTime() {
    Shown shown = ShownRequest.with("X-Api-Key", "secret-1");

    assertThat(caller(identify(IdentitySettings.USUAL, shown))).isSameAs(CALLER);
  }

  @Test
  void aKeyMayComeAsBearer() {
    Shown shown = ShownRequest.with("Authorization", "Bearer secret-1");

    assertThat(caller(identify(IdentitySettings.USUAL, shown))).isSameAs(CALLER);
  }

  @Test
  void basicCredentialsAreLookedUpWhole() {
    String login =
        Base64.getEncoder().encodeToString("user-1:secret-2".getBytes(StandardCharsets.UTF_8));

    assertThat(
            caller(
                identify(
                    IdentitySettings.USUAL, ShownRequest.with("Authorization", "Basic " + login))))
        .isSameAs(CALLER);
  }

  @Test
  void aWrongCredentialNeverFallsBackToAWeakerOne() {
    IdentitySettings settings = settings("{tenant}.test", "/", true);
    Shown shown =
        ShownRequest.with("X-Api-Key", "secret-9", "X-Tenant", "tenant-a")
            .fromTrustedPeer()
            .at("tenant-a.test", "/");

    isUnknown(identify(settings, shown), "key-unknown");
    isUnknown(
        identify(settings, ShownRequest.with("Authorization", "Basic ???")), "login-malformed");
    isUnknown(identify(settings, ShownRequest.with("Authorization", "Digest x")), "scheme-unknown");
  }

  @Test
  void withoutCredentialsNobodyIsKnown() {
    isUnknown(identify(IdentitySettings.USUAL, ShownRequest.with()), "credentials-missing");
  }

  @Test
  void fieldsAreBelievedFromTrustedPeersOnly() {
    IdentitySettings settings = settings("", "", false);
    ShownRequest shown = ShownRequest.with("X-Tenant", "tenant-a");

    isUnknown(identify(settings, shown), "credentials-missing");
    assertThat(caller(identify(settings, shown.fromTrustedPeer())).attribute("tenant"))
        .isEqualTo("tenant-a");
  }

  @Test
  void aTenantThatIsNotRegisteredIsNotMadeUp() {
    Shown shown = ShownRequest.with("X-Tenant", "tenant-z").fromTrustedPeer();

    isUnknown(identify(settings("", "", false), shown), "tenant-unknown");
  }

  @Test
  void theHostNamesTheTenantOfAnAnonymousCall() {
    Shown shown = ShownRequest.with().at("Tenant-A.api.test:8080", "/");

    assertThat(caller(identify(settings("{tenant}.api.test", "/", true), shown)).tenant())
        .isEqualTo(TENANT);
  }

  @Test
  void aPathThatNamesAnotherTenantThanTheKeyIsRefused() {
    IdentitySettings settings = settings("", "/t/{tenant}", false);
    ShownRequest shown = ShownRequest.with("X-Api-Key", "secret-1");

    assertThat(caller(identify(settings, shown.at("", "/t/tenant-a/x"))).tenant())
        .isEqualTo(TENANT);
    isUnknown(identify(settings, shown.at("", "/t/tenant-b/x")), "tenant-mismatch");
  }

  @Test
  void aCallerMadeOfAttributesIsKeptAndReused() {
    Identifier identifier = new Identifier(settings("", "/t/{tenant}", true), () -> REGISTRY);
    Shown shown = ShownRequest.with().at("", "/t/tenant-a");

    assertThat(caller(identifier.identify(shown, 0)))
        .isSameAs(caller(identifier.identify(shown, 0)));
  }

  @Test
  void aFieldOfATrustedPeerThatIsTooLongNamesNobody() {
    Shown shown = ShownRequest.with("X-Tenant", "a".repeat(201)).fromTrustedPeer();

    isUnknown(identify(settings("", "", true), shown), "field-malformed");
  }

  @Test
  void aFieldOfATrustedPeerThatComesTwiceNamesNobody() {
    ShownRequest once = ShownRequest.with("X-Tenant", "tenant-a").fromTrustedPeer();

    isUnknown(identify(settings("", "", true), new Twice(once)), "credentials-twice");
  }

  /** A request whose X-Tenant came twice. */
  private record Twice(ShownRequest shown) implements Shown {
    @Override
    public @org.jspecify.annotations.Nullable String field(String name) {
      return shown.field(name);
    }

    @Override
    public int count(String name) {
      return 2 * shown.count(name);
    }

    @Override
    public String host() {
      return shown.host();
    }

    @Override
    public String path() {
      return shown.path();
    }

    @Override
    public boolean peerTrusted() {
      return shown.peerTrusted();
    }
  }

  @Test
  void anEncodedPathNamesTheSameTenant() {
    IdentitySettings settings = settings("", "/t/{tenant}", false);
    ShownRequest shown = ShownRequest.with("X-Api-Key", "secret-1");

    isUnknown(identify(settings, shown.at("", "/%74/tenant%2Db/x")), "tenant-mismatch");
    isUnknown(identify(settings, shown.at("", "/t/tenant%zz/x")), "path-malformed");
  }

  @Test
  void aHostMayEndInADotAndHoldsNoPercentSign() {
    IdentitySettings settings = settings("{tenant}.api.test", "/", false);
    ShownRequest shown = ShownRequest.with("X-Api-Key", "secret-1");

    isUnknown(identify(settings, shown.at("tenant-b.api.test.:8080", "/")), "tenant-mismatch");
    isUnknown(identify(settings, shown.at("tenant%2Da.api.test", "/")), "host-malformed");
  }
}
