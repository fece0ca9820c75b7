package dev.headgate.server;

import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.server.records.Records;
import dev.headgate.server.records.RecordsSettings;
import dev.headgate.server.records.RecordsUrl;
import dev.headgate.server.records.postgres.PostgresRecords;
import dev.headgate.server.records.sqlite.SqliteRecords;
import dev.headgate.server.store.InMemory;
import dev.headgate.server.store.Store;
import dev.headgate.server.store.StoreSettings;

/** Builds the store and the records that settings name. */
final class Stores {
  private Stores() {}

  /**
   * Opens a store; it is checked and answers when this returns.
   *
   * @param listener hears of every ending
   * @throws dev.headgate.server.store.StoreRefused where it cannot be used; nothing was touched
   */
  static Store open(StoreSettings settings, SettlementListener listener) {
    return switch (settings.url()) {
      case StoreSettings.MEMORY -> new InMemory(listener);
      default -> throw new AssertionError("checked before: " + settings);
    };
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
