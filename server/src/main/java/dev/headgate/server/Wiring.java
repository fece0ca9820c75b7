package dev.headgate.server;

/** The only place that builds adapters and joins them to the engine. */
public final class Wiring {
  private Wiring() {}
}
