package dev.headgate.client.call;

/** What of a call may be part of a gate's key: calls with equal values share the gate. */
public enum Attribute {
  /** Scheme, host and port. */
  ORIGIN,
  /** The program, by the name its owner gives it. */
  APP,
  /** The provider's customer; the origin where the call names none. */
  TENANT,
  /** The credential, by a name or digest, never itself. */
  CREDENTIAL,
  /** The method of HTTP. */
  METHOD,
  /** The operation: a path whose identifiers are blanked. */
  OPERATION
}
