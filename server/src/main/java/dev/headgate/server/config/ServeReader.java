package dev.headgate.server.config;

import dev.headgate.policy.problem.Problems;
import dev.headgate.policy.yaml.Documents;
import dev.headgate.policy.yaml.Section;
import dev.headgate.policy.yaml.Value;
import dev.headgate.server.admission.IdempotencySettings;
import dev.headgate.server.gateway.GatewaySettings;
import dev.headgate.server.http.Access;
import dev.headgate.server.http.ApiSettings;
import dev.headgate.server.records.RecordsSettings;
import dev.headgate.server.registry.IdentitySettings;
import dev.headgate.server.store.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads the file of {@code headgate serve --config}. */
public final class ServeReader {
  private final Reader reader;

  private ServeReader(Reader reader) {
    this.reader = reader;
  }

  /** The settings of a file, or null with problems. */
  public static @Nullable ServeSettings read(Path file, Problems problems) {
    Path folder = file.toAbsolutePath().resolveSibling("").normalize();
    Value.Fields root = new Documents(folder, problems).read(String.valueOf(file.getFileName()));
    if (root == null) {
      return null;
    }
    ServeSettings settings =
        new ServeReader(new Reader(folder, problems)).read(folder, new Section(root, problems));
    return problems.any() ? null : settings;
  }

  private @Nullable ServeSettings read(Path folder, Section root) {
    Path policy = reader.file(root.need("policy"), true);
    Path registry = reader.file(root.take("registry"), true);
    Path audit = reader.file(root.take("audit"), false);
    RecordsSettings records = new RecordsReader(reader).read(reader.section(root, "records"));
    StoreSettings store = store(folder, reader.section(root, "store"));
    Duration[] drain = {ServeSettings.DRAIN};
    reader.length(root, "drain", value -> drain[0] = value);
    Section gateway = reader.section(root, "gateway");
    GatewayReader gateways = new GatewayReader(reader);
    IdempotencySettings idempotency =
        gateway == null ? IdempotencySettings.NONE : gateways.idempotency(gateway);
    GatewaySettings gatewaySettings = gateway == null ? null : gateways.read(gateway);
    Section api = reader.section(root, "api");
    ApiReader apis = new ApiReader(reader);
    ApiSettings apiSettings = api == null ? ApiReader.usual() : apis.settings(api);
    Access access = api == null ? Access.open() : apis.access(api);
    if (api != null) {
      api.finish();
    }
    Section identity = reader.section(root, "identity");
    IdentitySettings identitySettings =
        identity == null ? IdentitySettings.USUAL : new IdentityReader(reader).read(identity);
    root.finish();
    if (policy == null) {
      return null;
    }
    return new ServeSettings(
        new ServeSettings.Files(policy, registry, audit, records),
        store,
        gatewaySettings,
        idempotency,
        apiSettings,
        access,
        identitySettings,
        drain[0]);
  }

  private StoreSettings store(Path folder, @Nullable Section section) {
    if (section == null) {
      return StoreSettings.USUAL;
    }
    Duration[] every = {StoreSettings.WRITE_EVERY};
    reader.length(section, "writeEvery", value -> every[0] = value);
    Path outbox = reader.file(section.take("outbox"), false);
    StoreSettings.Tls tls = tls(reader.section(section, "tls"));
    StoreSettings settings =
        reader.parsed(section.need("url"), url -> new StoreSettings(url, every[0], outbox, tls));
    section.finish();
    return settings == null ? StoreSettings.USUAL : settings.in(folder);
  }

  private StoreSettings.Tls tls(@Nullable Section section) {
    if (section == null) {
      return StoreSettings.Tls.USUAL;
    }
    Path issuers = reader.file(section.take("issuers"), true);
    boolean shows = section.has("certificate") || section.has("key");
    Path certificate = shows ? reader.file(section.need("certificate"), true) : null;
    Path key = shows ? reader.file(section.need("key"), true) : null;
    section.finish();
    return new StoreSettings.Tls(
        issuers,
        certificate == null || key == null ? null : new StoreSettings.Shown(certificate, key));
  }
}
