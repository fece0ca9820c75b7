package dev.headgate.core.snapshot;

import dev.headgate.core.call.Call;
import dev.headgate.core.time.Micros;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.List;

/**
 * The phases of a rule over time. For a call the latest begun step that includes it gives its
 * phase; before any step it is {@link Phase#OFF}. Shares are nested: who is in the 5 % is in the 10
 * %.
 *
 * @param steps in order of their beginning
 */
public record PhaseSchedule(List<Step> steps) {
  /** Enforced for everybody, always. */
  public static final PhaseSchedule ENFORCED = always(Phase.ENFORCE);

  private static final int WHOLE = 10_000;

  /**
   * One step.
   *
   * @param from instant from which it holds
   * @param phase for those it includes
   * @param share of the apps it includes, in hundredths of a percent, 0 to 10,000
   * @param cohort what a call must satisfy too; must be fixed per caller
   */
  public record Step(long from, Phase phase, int share, Condition cohort) {
    public Step {
      if (share < 0 || share > WHOLE) {
        throw new IllegalArgumentException("share: " + share + " (expected: 0 to " + WHOLE + ")");
      }
      if (!cohort.fixed()) {
        throw new IllegalArgumentException("cohort: by call (expected: by caller)");
      }
    }
  }

  public PhaseSchedule {
    steps = steps.stream().sorted(Comparator.comparingLong(Step::from)).toList();
  }

  /** One phase for everybody, always. */
  public static PhaseSchedule always(Phase phase) {
    return new PhaseSchedule(List.of(new Step(0, phase, WHOLE, Condition.ALWAYS)));
  }

  /** The phase of a rule for a call at an instant. */
  public Phase at(String rule, Call call, long now) {
    for (Step step : steps.reversed()) {
      if (step.from() <= now && includes(step, rule, call)) {
        return step.phase();
      }
    }
    return Phase.OFF;
  }

  /** The next instant after this one at which a step begins. */
  public long nextChange(long now) {
    return steps.stream().mapToLong(Step::from).filter(at -> at > now).min().orElse(Micros.NEVER);
  }

  private static boolean includes(Step step, String rule, Call call) {
    return (step.share() == WHOLE || position(rule, call) < step.share())
        && step.cohort().test(call);
  }

  /** The place of a call's app, or of its tenant where it has no app. */
  static int position(String rule, Call call) {
    String app = call.caller().attribute("app");
    String id = app != null ? app : call.caller().attribute("tenant");
    return position(rule, id == null ? "" : id);
  }

  /**
   * The place of an app or tenant among the ten thousandths of a rule: the first 8 bytes of SHA-256
   * over rule, line feed and id, modulo 10,000. A share includes the places below it.
   */
  public static int position(String rule, String id) {
    byte[] text = (rule + "\n" + id).getBytes(StandardCharsets.UTF_8);
    long number = ByteBuffer.wrap(sha256(text)).getLong();
    return (int) Long.remainderUnsigned(number, WHOLE);
  }

  private static byte[] sha256(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (NoSuchAlgorithmException missing) {
      throw new AssertionError("every Java platform has SHA-256", missing);
    }
  }
}
