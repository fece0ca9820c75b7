package dev.headgate.simulator.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * How apps are distributed by their use of one limit: by the largest share of its amount that each
 * asked for in one window, or of one bucket. Where calls name no app they are tenants, and where
 * they name neither, the keys of the limit.
 *
 * @param rule the limit
 * @param bands in rising order
 */
public record Fullness(String rule, List<Band> bands) {
  /** Shares in hundredths of a percent at which bands end; the last is open. */
  private static final List<Long> ENDS =
      List.of(1_000L, 2_500L, 5_000L, 8_000L, 10_000L, 15_000L, 20_000L, 50_000L, Long.MAX_VALUE);

  /**
   * Shares above one and up to another.
   *
   * @param above in hundredths of a percent
   * @param upTo in hundredths of a percent, or {@link Long#MAX_VALUE}
   * @param apps how many
   */
  public record Band(long above, long upTo, long apps) {
    /** Whether it lies beyond the amount. */
    public boolean beyond() {
      return above >= ClaimUsage.WHOLE;
    }
  }

  public Fullness {
    bands = List.copyOf(bands);
  }

  /** Of each limit that tells it and was asked, in the order of the policy. */
  public static List<Fullness> of(Tally tally) {
    List<Fullness> all = new ArrayList<>();
    for (int rule = 0; rule < tally.rules().size(); rule++) {
      RuleUsage usage = tally.rules().get(rule);
      if (usage.needKnown() && usage.claims() > 0) {
        all.add(of(usage.rule().name(), shares(tally, rule).toArray()));
      }
    }
    return all;
  }

  private static LongStream shares(Tally tally, int rule) {
    Map<String, Usage> members = tally.members().all();
    if (members.size() == 1 && members.containsKey(Tally.NOBODY)) {
      return tally.rules().get(rule).fullest();
    }
    return members.entrySet().stream()
        .filter(member -> !member.getKey().equals(Tally.NOBODY))
        .map(member -> member.getValue().byRule())
        .filter(usage -> usage.claims(rule) > 0)
        .mapToLong(usage -> usage.fullest(rule));
  }

  private static Fullness of(String rule, long[] shares) {
    List<Band> bands = new ArrayList<>();
    long above = 0;
    for (long end : ENDS) {
      long from = bands.isEmpty() ? -1 : above;
      long apps = LongStream.of(shares).filter(share -> share > from && share <= end).count();
      bands.add(new Band(above, end, apps));
      above = end;
    }
    return new Fullness(rule, bands);
  }

  /** How many apps it is about. */
  public long apps() {
    return bands.stream().mapToLong(Band::apps).sum();
  }
}
