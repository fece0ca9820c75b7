package dev.headgate.server;

import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.time.TimeSource;
import dev.headgate.server.records.Records;
import dev.headgate.server.records.RecordsSettings;
import dev.headgate.server.records.RecordsUrl;
import dev.headgate.server.records.postgres.PostgresRecords;
import dev.headgate.server.records.sqlite.SqliteRecords;
import dev.headgate.server.store.InMemory;
import dev.headgate.server.store.Store;
import dev.headgate.server.store.StoreSettings;
import dev.headgate.server.store.codec.ReservationCodec;
import dev.headgate.server.store.outage.Guard;
import dev.headgate.server.store.outage.OutageStore;
import dev.headgate.server.store.redis.RedisStore;
import java.util.function.Supplier;

/** Builds the store and the records that settings name. */
final class Stores {
  private Stores() {}

  /**
   * Opens a store; it is checked and answers when this returns.
   *
   * @param time the node's time
   * @param inForce the policy under which reservations of earlier ones are read
   * @param listener hears of every ending
   * @throws dev.headgate.server.store.StoreRefused where it cannot be used; nothing was touched
   */
  static Store open(
      StoreSettings settings,
      TimeSource time,
      Supplier<PolicySnapshot> inForce,
      SettlementListener listener) {
    if (!settings.remote()) {
      return new InMemory(listener);
    }
    ReservationCodec codec = new ReservationCodec(inForce);
    return OutageStore.over(
        heard -> RedisStore.open(settings.url(), codec, heard), time, Guard.NO_DEADLINE, listener);
  }

  /**
   * Opens records; their database answers when this returns.
   *
   * @throws dev.headgate.server.records.RecordsRefused where it cannot be used; nothing was touched
   */
  static Records records(RecordsSettings settings) {
    return switch (settings.url()) {
      case RecordsUrl.Sqlite file -> SqliteRecords.open(file);
      case RecordsUrl.Postgres server -> PostgresRecords.open(server);
    };
  }
}
