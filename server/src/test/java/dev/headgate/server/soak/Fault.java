package dev.headgate.server.soak;

/** How an upstream treats one request, and how the caller's call may end then. */
enum Fault {
  /** It answers at once. */
  NONE(200, false),
  /** It answers byte by byte. */
  TRICKLE(200, false),
  /** It takes the request and says nothing. */
  HANG(504, false),
  /** It resets the connection. */
  RESET(502, false),
  /** It closes the connection within the body. */
  CUT(502, true),
  /** It stops within the body and keeps the connection. */
  STALL(504, true);

  /** On a busy machine any upstream may be late, and the gateway says so. */
  private static final int LATE = 504;

  private final int status;
  private final boolean breaksOff;

  Fault(int status, boolean breaksOff) {
    this.status = status;
    this.breaksOff = breaksOff;
  }

  /** The path of a request that is to be treated so. */
  String path(String id) {
    return "/" + name() + "/" + id;
  }

  /** Whether the answer is sent whole. */
  boolean isWhole() {
    return status == 200;
  }

  /** Whether a call may end with a status, which may be one of those of {@link Call}. */
  boolean allows(int end) {
    return end == status || end == LATE || (breaksOff && end == Call.BROKEN_OFF);
  }
}
