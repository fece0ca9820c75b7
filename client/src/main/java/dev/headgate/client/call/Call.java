package dev.headgate.client.call;

/**
 * One call of a consumer, before it is sent.
 *
 * @param target where it goes
 * @param party for whom
 * @param terms price, priority and patience
 */
public record Call(Target target, Party party, Terms terms) {

  /** The value of an attribute; empty if the call has none. */
  public String value(Attribute attribute) {
    return switch (attribute) {
      case ORIGIN -> target.origin().text();
      case APP -> party.app();
      case TENANT -> tenant();
      case CREDENTIAL -> party.credential();
      case METHOD -> target.method();
      case OPERATION -> target.operation();
    };
  }

  /** The tenant it names, else its origin. */
  public String tenant() {
    String named = party.tenant();
    return named == null ? target.origin().text() : named;
  }

  /** Whether it only reads. */
  public boolean reads() {
    return Methods.isSafe(target.method());
  }

  /** Whether making it twice is the same as making it once, by its method alone. */
  public boolean isIdempotent() {
    return Methods.isIdempotent(target.method());
  }
}
