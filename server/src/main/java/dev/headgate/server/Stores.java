package dev.headgate.server;

import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.time.SystemTime;
import dev.headgate.core.time.TimeSource;
import dev.headgate.server.records.Records;
import dev.headgate.server.records.RecordsSettings;
import dev.headgate.server.records.RecordsUrl;
import dev.headgate.server.records.postgres.PostgresRecords;
import dev.headgate.server.records.sqlite.SqliteRecords;
import dev.headgate.server.store.InMemory;
import dev.headgate.server.store.Inheritance;
import dev.headgate.server.store.Store;
import dev.headgate.server.store.StoreSettings;
import dev.headgate.server.store.codec.ReservationCodec;
import dev.headgate.server.store.outage.Guard;
import dev.headgate.server.store.outage.OutageStore;
import dev.headgate.server.store.outage.Outbox;
import dev.headgate.server.store.redis.RedisCluster;
import dev.headgate.server.store.redis.RedisStore;
import dev.headgate.server.store.sqlite.SqliteOutbox;
import dev.headgate.server.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Builds the store and the records that settings name. */
final class Stores {
  private Stores() {}

  /**
   * A store that answers.
   *
   * @param store the store
   * @param time the node's time, which goes on from what the store kept
   */
  record Opened(Store store, TimeSource time) {}

  /**
   * Opens a store; it is checked and answers when this returns.
   *
   * @param inForce the rules by which a store finds again what it kept
   * @param listener hears of every ending
   * @throws dev.headgate.server.store.StoreRefused where it cannot be used; nothing was touched
   */
  static Opened open(
      StoreSettings settings, Supplier<PolicySnapshot> inForce, SettlementListener listener) {
    Path file = settings.file();
    if (file != null) {
      SqliteStore store = SqliteStore.open(file, settings.writeEvery(), inForce, listener);
      return new Opened(store, SystemTime.startingAt(store.floor()));
    }
    TimeSource time = SystemTime.startingAt(0);
    if (!settings.remote()) {
      return new Opened(new InMemory(listener), time);
    }
    ReservationCodec codec = new ReservationCodec(inForce);
    return new Opened(
        OutageStore.over(
            heard ->
                settings.clustered()
                    ? RedisCluster.open(settings.url(), settings.tls(), codec, heard)
                    : RedisStore.open(settings.url(), settings.tls(), codec, heard),
            inForce,
            time,
            new OutageStore.Terms(Guard.NO_DEADLINE, outbox(settings, codec)),
            listener),
        time);
  }

  private static Outbox outbox(StoreSettings settings, ReservationCodec codec) {
    Path file = settings.outbox();
    return file == null ? Outbox.MEMORY : SqliteOutbox.open(file, codec);
  }

  /**
   * Copies the counters of a file into a server, where it has none of that rule and key.
   *
   * @throws dev.headgate.server.store.StoreRefused where either cannot be used
   */
  static Inheritance copy(Path from, StoreSettings to, PolicySnapshot policy) {
    ReservationCodec codec = new ReservationCodec(() -> policy);
    try (RedisStore store = RedisStore.open(to.url(), to.tls(), codec, SettlementListener.NONE)) {
      return store.inherit(policy, reader -> SqliteStore.read(from, reader));
    }
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
