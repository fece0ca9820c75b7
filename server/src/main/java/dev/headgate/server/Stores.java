package dev.headgate.server;

import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.server.store.InMemory;
import dev.headgate.server.store.Store;
import dev.headgate.server.store.StoreSettings;

/** Builds the store that settings name. */
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
}
