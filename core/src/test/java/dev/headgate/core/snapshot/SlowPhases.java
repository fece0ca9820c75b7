package dev.headgate.core.snapshot;

import dev.headgate.core.call.Call;
import dev.headgate.core.snapshot.PhaseSchedule.Step;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/** The phase of a rule for a call as the page of promises says it, nothing kept. */
record SlowPhases(List<Exemption> exemptions, List<TemporaryOverride> overrides) {
  /** The phase of a rule whose steps were stated in this order. */
  Phase of(Rule rule, List<Step> stated, Call call, long now) {
    boolean exempt =
        exemptions.stream()
            .filter(one -> one.rules().isEmpty() || one.rules().contains(rule.name()))
            .anyMatch(one -> now < one.until() && one.applies().test(call));
    if (exempt) {
      return Phase.OFF;
    }
    return overrides.stream()
        .filter(one -> one.rules().isEmpty() || one.rules().contains(rule.name()))
        .filter(one -> now < one.until() && one.applies().test(call))
        .map(TemporaryOverride::phase)
        .findFirst()
        .orElseGet(() -> scheduled(rule, stated, call, now));
  }

  /** That of the latest step; of two that begin together that of the one stated last. */
  private static Phase scheduled(Rule rule, List<Step> stated, Call call, long now) {
    Phase phase = Phase.OFF;
    long latest = -1;
    for (Step step : stated) {
      boolean begun = step.from() <= now && step.from() >= latest;
      if (begun && step.cohort().test(call) && place(rule, call) < step.share()) {
        phase = step.phase();
        latest = step.from();
      }
    }
    return phase;
  }

  private static int place(Rule rule, Call call) {
    String app = String.valueOf(call.attribute("app"));
    byte[] text = (rule.name() + "\n" + app).getBytes(StandardCharsets.UTF_8);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
      BigInteger number = new BigInteger(1, Arrays.copyOf(digest, 8));
      return number.mod(BigInteger.valueOf(10_000)).intValueExact();
    } catch (NoSuchAlgorithmException missing) {
      throw new AssertionError(missing);
    }
  }
}
