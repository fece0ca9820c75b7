package dev.headgate.simulator.remedy;

/** What an app, or its provider, can do about refusals. */
public enum Remedy {
  /** Half as many objects a page: what a read costs above its base is halved. */
  FEWER_OBJECTS("half as many objects a page"),
  /** A read that was just made is not made again. */
  NO_DUPLICATES("no GET again within 60 s"),
  /** What a permission check said is remembered. */
  CACHED_PERMISSIONS("permission checks kept for 10 min"),
  /** Each call is put off by chance, up to an hour. */
  SPREAD("spread over the next hour"),
  /** The app is put into the tier that the policy's review grants. */
  BETTER_TIER("the better tier");

  private final String told;

  Remedy(String told) {
    this.told = told;
  }

  /** What it is, in words. */
  public String told() {
    return told;
  }

  /** A word for programs: {@code fewer-objects}. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
