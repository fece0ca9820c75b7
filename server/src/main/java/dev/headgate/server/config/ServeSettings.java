package dev.headgate.server.config;

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

/**
 * What a server is started with.
 *
 * @param files policy, registry and audit log
 * @param store where counters and reservations are kept
 * @param gateway the gateway, or null where there is none
 * @param idempotency for which operations the gateway reads ids of calls
 * @param api the decision API
 * @param access who may use the API
 * @param identity from what callers are known
 * @param drain how long running calls may take to finish after SIGTERM
 */
public record ServeSettings(
    Files files,
    StoreSettings store,
    @Nullable GatewaySettings gateway,
    IdempotencySettings idempotency,
    ApiSettings api,
    Access access,
    IdentitySettings identity,
    Duration drain) {
  /** How long running calls may take to finish unless stated. */
  public static final Duration DRAIN = Duration.ofSeconds(30);

  /**
   * The files and the database that a server reads and writes.
   *
   * @param policy the policy document
   * @param registry tenants, apps and credentials, or null where the records have them, or nobody
   *     is registered
   * @param audit log of what operators do, or null to keep it in the records, or in memory only
   *     where there are none
   * @param records registry, usage and audit log of all nodes, or null where there are none
   */
  public record Files(
      Path policy,
      @Nullable Path registry,
      @Nullable Path audit,
      @Nullable RecordsSettings records) {}
}
