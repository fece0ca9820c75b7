package dev.headgate.client.governor;

import dev.headgate.client.call.Call;
import dev.headgate.client.reading.Response;
import dev.headgate.client.retry.Failure;

/** What a driver tells the governor. Ids are the driver's, and live until the call ends. */
public sealed interface Event {

  /** Somebody wants to make a call. */
  record Arrived(long id, Call call) implements Event {}

  /** The head of a response to a call that was sent, and its body as far as it is looked at. */
  record Answered(long id, Response response) implements Event {}

  /** A call that was sent got no response. */
  record Failed(long id, Failure failure) implements Event {}

  /** Nobody wants the answer any more; if the call is under way the driver has cut it off. */
  record Left(long id) implements Event {}

  /** Time has passed. */
  record Woke() implements Event {}
}
