package dev.headgate.testkit.provider;

import java.util.function.Supplier;

/**
 * What else there is to say of a fake provider.
 *
 * @param seed where chance starts from
 * @param troubles what may go wrong
 * @param elsewhere another origin, to which it redirects; empty if there is none
 * @param content makes what is answered to calls that are carried out
 */
public record ProviderSettings(
    long seed, Troubles troubles, String elsewhere, Supplier<Content> content) {
  /** A provider that behaves, with a document for each path. */
  public static final ProviderSettings USUAL =
      new ProviderSettings(1, Troubles.NONE, "", Documents::new);

  /** The same with chance from elsewhere. */
  public ProviderSettings withSeed(long other) {
    return new ProviderSettings(other, troubles, elsewhere, content);
  }

  /** The same with other troubles. */
  public ProviderSettings withTroubles(Troubles others) {
    return new ProviderSettings(seed, others, elsewhere, content);
  }

  /** The same with another origin to redirect to. */
  public ProviderSettings withElsewhere(String origin) {
    return new ProviderSettings(seed, troubles, origin, content);
  }

  /** The same with other content. */
  public ProviderSettings withContent(Supplier<Content> other) {
    return new ProviderSettings(seed, troubles, elsewhere, other);
  }
}
