package dev.headgate.core.time;

/** One window that never ends. */
record Lifetime() implements Period {
  static final Period ONLY = new Lifetime();

  private static final Window ALL = new Window(0, Micros.NEVER);

  @Override
  public Window at(long instant) {
    return ALL;
  }

  @Override
  public boolean aligned() {
    return true;
  }

  @Override
  public long typicalLength() {
    return Micros.NEVER;
  }

  @Override
  public long longestLength() {
    return Micros.NEVER;
  }

  @Override
  public String name() {
    return "lifetime";
  }

  @Override
  public Window before(Window window) {
    return ALL;
  }
}
