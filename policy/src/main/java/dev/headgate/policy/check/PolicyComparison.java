package dev.headgate.policy.check;

import dev.headgate.core.call.Call;
import dev.headgate.core.snapshot.Exemption;
import dev.headgate.core.snapshot.Gate;
import dev.headgate.core.snapshot.PhaseSchedule;
import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import dev.headgate.core.time.Micros;
import dev.headgate.policy.read.Notice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares a policy with the one in force. The longer of both promises holds, so that a change
 * cannot shorten the notice for itself.
 */
public final class PolicyComparison {
  private static final long DAY = 86_400 * Micros.SECOND;
  private static final PhaseSchedule NEVER = new PhaseSchedule(List.of());

  private final Compared before;
  private final Compared after;
  private final long now;
  private final long earliest;
  private final int days;
  private final List<Call> probes;
  private final List<Change> changes = new ArrayList<>();

  private PolicyComparison(Compared before, Compared after, long now) {
    this.before = before;
    this.after = after;
    this.now = now;
    days = Math.max(before.notice().days(), after.notice().days());
    earliest = now + days * DAY;
    probes = new Probes(before.notice().choices(), after.notice().choices()).calls();
  }

  /** The differences, in the order of the new policy, as seen at an instant. */
  public static List<Change> compare(Compared before, Compared after, long now) {
    return new PolicyComparison(before, after, now).compare();
  }

  /** Whether a change breaks the notice without being an emergency. */
  public static boolean breaksNotice(List<Change> changes) {
    return changes.stream().anyMatch(change -> change.kind() == Change.Kind.NOTICE_BROKEN);
  }

  private List<Change> compare() {
    Set<String> kept = new HashSet<>();
    for (Rule rule : after.snapshot().rules()) {
      Rule old = formerly(rule);
      if (old == null) {
        added(rule);
      } else {
        kept.add(old.name());
        changed(old, rule);
      }
    }
    for (Rule rule : before.snapshot().rules()) {
      if (!kept.contains(rule.name())) {
        note(Change.Kind.REMOVED, rule.name(), "its counts are forgotten");
      }
    }
    gates();
    exemptions();
    prices();
    told();
    note(
        Change.Kind.REVIEW_CHANGED,
        "review",
        RuleComparison.was(after.reviewed(), before.reviewed()));
    return List.copyOf(changes);
  }

  private @Nullable Rule formerly(Rule rule) {
    Rule same = named(before.snapshot(), rule.name());
    if (same != null) {
      return same;
    }
    for (String name : rule.terms().formerly()) {
      Rule old = named(before.snapshot(), name);
      if (old != null) {
        return old;
      }
    }
    return null;
  }

  private static @Nullable Rule named(PolicySnapshot snapshot, String name) {
    return snapshot.rules().stream()
        .filter(rule -> rule.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private void added(Rule rule) {
    note(Change.Kind.ADDED, rule.name(), rule.counter());
    String early = RuleComparison.enforcedEarly(NEVER, rule.phases(), now, earliest);
    notice(rule.name(), rule.name(), early);
  }

  private void changed(Rule old, Rule rule) {
    RuleComparison comparison = new RuleComparison(old, rule);
    note(Change.Kind.COUNTS_ANEW, rule.name(), comparison.anew());
    String tightened = comparison.tightened(probes);
    note(Change.Kind.TIGHTENED, rule.name(), tightened);
    note(Change.Kind.LOOSENED, rule.name(), comparison.loosened(probes));
    if (comparison.moved()) {
      note(Change.Kind.PHASES_MOVED, rule.name(), "phases differ");
    }
    note(Change.Kind.CONSISTENCY_CHANGED, rule.name(), comparison.consistency());
    String early = RuleComparison.enforcedEarly(old.phases(), rule.phases(), now, earliest);
    boolean soon = RuleComparison.enforcesBefore(rule.phases(), earliest);
    notice(rule.name(), rule.name(), !early.isEmpty() ? early : soon ? tightened : "");
  }

  /** Notes that something takes effect earlier than promised. */
  private void notice(String name, String marked, String what) {
    if (what.isEmpty() || days == 0) {
      return;
    }
    String emergency = after.notice().emergencies().getOrDefault(marked, "");
    note(
        emergency.isEmpty() ? Change.Kind.NOTICE_BROKEN : Change.Kind.EMERGENCY,
        name,
        emergency.isEmpty()
            ? what + " (expected: not before " + Micros.instant(earliest) + ", " + days + " days)"
            : what + ", because: " + emergency);
  }

  /** What holds at once, as neither has phases. */
  private void gates() {
    for (Gate gate : after.snapshot().gates()) {
      String differs = differs(gate);
      note(Change.Kind.TIGHTENED, gate.name(), differs);
      notice(gate.name(), Notice.gate(gate.name()), differs);
    }
  }

  private String differs(Gate gate) {
    for (Gate old : before.snapshot().gates()) {
      if (old.name().equals(gate.name())) {
        return RuleComparison.differs("admits", old.admits(), gate.admits())
            + RuleComparison.differs("when", old.applies(), gate.applies());
      }
    }
    return "a new gate";
  }

  private void exemptions() {
    for (Exemption old : before.snapshot().exemptions()) {
      String shorter = old.until() <= now ? "" : shorter(old);
      note(Change.Kind.TIGHTENED, old.name(), shorter);
      if (until(old) < Math.min(old.until(), earliest)) {
        notice(old.name(), Notice.exemption(old.name()), shorter);
      }
    }
  }

  private String shorter(Exemption old) {
    return until(old) >= old.until() ? "" : "an exemption ends earlier";
  }

  /** When what was exempt no longer is. */
  private long until(Exemption old) {
    return after.snapshot().exemptions().stream()
        .filter(exemption -> exemption.name().equals(old.name()))
        .mapToLong(Exemption::until)
        .findFirst()
        .orElse(now);
  }

  private void prices() {
    new PriceComparison(before.snapshot().prices(), after.snapshot().prices())
        .dearer()
        .forEach(
            (operation, dearer) -> {
              note(Change.Kind.TIGHTENED, operation, dearer);
              notice(operation, Notice.PRICES, dearer);
            });
  }

  /** How the limits of all operations are told, then those that have a form of their own. */
  private void told() {
    String all = RuleComparison.was(after.dialect().described(), before.dialect().described());
    note(Change.Kind.TOLD_DIFFERENTLY, "all operations", all);
    Set<String> own = new TreeSet<>(before.dialects().keySet());
    own.addAll(after.dialects().keySet());
    for (String operation : own) {
      String differs = RuleComparison.was(after.told(operation), before.told(operation));
      note(Change.Kind.TOLD_DIFFERENTLY, operation, differs);
    }
  }

  private void note(Change.Kind kind, String name, String detail) {
    if (!detail.isEmpty()) {
      changes.add(new Change(kind, name, detail));
    }
  }
}
