package dev.headgate.server.store.redis;

import dev.headgate.core.snapshot.PolicySnapshot;
import dev.headgate.core.snapshot.Rule;
import io.lettuce.core.ScriptOutputType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Which counters the rules of a policy use. All nodes ask one table in the store, so that a rule
 * that was renamed goes on counting where it did, whichever node met the new policy first. Safe for
 * all threads.
 */
final class Bindings {
  /** How many policies may alternate before their counters are looked up again. */
  private static final int RECENT_MAX = 4;

  private static final String NAMES = Texts.script("names.lua");

  private final Link link;
  private final Names names;
  private final Meeting meeting;
  private final Outstanding outstanding;
  private final Latest latest;
  private volatile List<Binding> recent = List.of();

  Bindings(Link link, Names names, Courier courier, Latest latest) {
    this.link = link;
    this.names = names;
    meeting = courier.meeting();
    outstanding = courier.outstanding();
    this.latest = latest;
  }

  /** The counters of a policy in the order of its rules, as the store had them in an epoch. */
  record Binding(PolicySnapshot snapshot, String epoch, List<Long> counters) {
    long counter(int ordinal) {
      return counters.get(ordinal);
    }

    /** The rule that goes on counting where another did, or -1. */
    int heir(Rule before, long counter) {
      for (int i = 0; i < counters.size(); i++) {
        if (counters.get(i) == counter && inherits(snapshot.rules().get(i), before)) {
          return i;
        }
      }
      return NONE;
    }

    static final int NONE = -1;

    private static boolean inherits(Rule rule, Rule before) {
      return rule.counter().equals(before.counter())
          || rule.terms().formerly().stream()
              .anyMatch(name -> rule.counter(name).equals(before.counter()));
    }
  }

  /** The counters of a policy, if they are known here; it is then the newest. */
  @SuppressWarnings("ReferenceEquality") // a policy that was read anew is another one
  @Nullable Binding known(PolicySnapshot snapshot) {
    latest.used(snapshot);
    List<Binding> known = recent;
    String epoch = meeting.latest().name();
    if (!known.isEmpty() && known.getFirst().snapshot() == snapshot) {
      return known.getFirst().epoch().equals(epoch) ? known.getFirst() : null;
    }
    for (Binding binding : known) {
      if (binding.snapshot() == snapshot && binding.epoch().equals(epoch)) {
        return remembered(binding);
      }
    }
    return null;
  }

  /** The counters of the policy that the store used last, or null before any was. */
  CompletionStage<@Nullable Binding> newest() {
    PolicySnapshot snapshot = latest.snapshot();
    return snapshot == null
        ? CompletableFuture.completedFuture(null)
        : of(snapshot).thenApply(found -> found);
  }

  /** Looks the counters of a policy up. */
  CompletionStage<Binding> adopt(PolicySnapshot snapshot) {
    return meeting.anew(null).thenCompose(met -> ask(snapshot)).thenApply(this::remembered);
  }

  /** The counters of a policy, looked up where they are not known. */
  @SuppressWarnings("ReferenceEquality") // a policy that was read anew is another one
  CompletionStage<Binding> of(PolicySnapshot snapshot) {
    String epoch = meeting.latest().name();
    for (Binding binding : recent) {
      if (binding.snapshot() == snapshot && binding.epoch().equals(epoch)) {
        return CompletableFuture.completedFuture(binding);
      }
    }
    return adopt(snapshot);
  }

  private CompletionStage<Binding> ask(PolicySnapshot snapshot) {
    String epoch = meeting.latest().name();
    List<byte[]> arguments = new ArrayList<>();
    for (Rule rule : snapshot.rules()) {
      List<String> formerly = rule.terms().formerly();
      arguments.add(Texts.bytes(Integer.toString(formerly.size())));
      arguments.add(Texts.bytes(Texts.packed(rule.counter())));
      formerly.forEach(name -> arguments.add(Texts.bytes(Texts.packed(rule.counter(name)))));
    }
    if (arguments.isEmpty()) {
      return CompletableFuture.completedFuture(new Binding(snapshot, epoch, List.of()));
    }
    CompletionStage<List<Long>> found =
        link.commands()
            .eval(
                NAMES,
                ScriptOutputType.MULTI,
                new String[] {names.table()},
                arguments.toArray(byte[][]::new));
    return outstanding
        .watch(found)
        .thenApply(counters -> new Binding(snapshot, epoch, List.copyOf(counters)));
  }

  private synchronized Binding remembered(Binding binding) {
    List<Binding> bindings = new ArrayList<>(recent);
    bindings.removeIf(one -> one.snapshot().equals(binding.snapshot()));
    bindings.addFirst(binding);
    recent = List.copyOf(bindings.subList(0, Math.min(bindings.size(), RECENT_MAX)));
    return binding;
  }
}
