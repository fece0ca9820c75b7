package dev.headgate.server.store.outage;

import dev.headgate.server.observe.Metrics;
import java.util.List;
import java.util.function.Consumer;

/** Writes nothing. */
final class InProcess implements Outbox {
  @Override
  public List<Kept> left() {
    return List.of();
  }

  @Override
  public void keep(Undelivered what, Consumer<Kept> then) {
    then.accept(Kept.inProcess(what));
  }

  @Override
  public void forget(Kept kept, Consumer<Boolean> then) {
    then.accept(true);
  }

  @Override
  public void showIn(Metrics metrics) {}

  @Override
  public void close() {}
}
