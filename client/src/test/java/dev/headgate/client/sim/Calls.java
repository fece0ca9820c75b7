package dev.headgate.client.sim;

import dev.headgate.client.call.Call;
import dev.headgate.client.call.Party;
import dev.headgate.client.call.Target;
import dev.headgate.client.call.Terms;
import java.net.URI;

/** Calls for tests. */
public final class Calls {
  private static final URI ITEMS = URI.create("https://api.example.org/v1/items/17");

  public static final Terms PATIENT = Terms.USUAL.withWaitMax(Terms.WAIT_MAX);

  private Calls() {}

  public static Call get() {
    return get(ITEMS);
  }

  public static Call get(URI uri) {
    return new Call(Target.of("GET", uri), Party.ANONYMOUS, PATIENT);
  }

  public static Call of(String method, URI uri, Terms terms) {
    return new Call(Target.of(method, uri), Party.ANONYMOUS, terms);
  }

  public static Call of(String method) {
    return of(method, ITEMS, PATIENT);
  }

  /** A call that waits at most so many seconds. */
  public static Call of(String method, Target target, long seconds) {
    Target same = new Target(method, target.origin(), target.path(), target.operation());
    return new Call(same, Party.ANONYMOUS, Terms.USUAL.withWaitMax(seconds * 1_000_000));
  }

  public static Call post() {
    return of("POST", ITEMS, PATIENT);
  }

  public static Call with(Call call, Terms terms) {
    return new Call(call.target(), call.party(), terms);
  }

  public static Call with(Call call, Party party) {
    return new Call(call.target(), party, call.terms());
  }

  /** A GET at a price. */
  public static Call priced(long points) {
    return with(get(), PATIENT.withPoints(points));
  }

  /** A GET of a tenant. */
  public static Call ofTenant(String tenant) {
    return with(get(), Party.ANONYMOUS.withTenant(tenant));
  }
}
