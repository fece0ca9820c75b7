package dev.headgate.core.time;

import org.jspecify.annotations.Nullable;

/**
 * A period that remembers the window asked for last, because nearly every question is about the
 * present one. Threads may overwrite each other's window: each is immutable and right, so whichever
 * they see will do.
 */
final class CachedPeriod implements Period {
  private final Period period;
  private @Nullable Window last;

  CachedPeriod(Period period) {
    this.period = period;
  }

  @Override
  public Window at(long instant) {
    Window window = last;
    if (window != null && window.contains(instant)) {
      return window;
    }
    window = period.at(instant);
    last = window;
    return window;
  }

  /** Not remembered: the next question is about the present again. */
  @Override
  public Window before(Window window) {
    return period.before(window);
  }

  @Override
  public Window after(Window window) {
    return period.after(window);
  }

  @Override
  public boolean aligned() {
    return period.aligned();
  }

  @Override
  public long typicalLength() {
    return period.typicalLength();
  }

  @Override
  public long longestLength() {
    return period.longestLength();
  }

  @Override
  public String name() {
    return period.name();
  }

  @Override
  public String toString() {
    return period.name();
  }
}
