package dev.headgate.client.http;

/** Somebody asked for the response of an answer that has none. */
public final class NoResponseException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  NoResponseException(String answer) {
    super("no response: " + answer);
  }
}
