package dev.headgate.client.governor;

import dev.headgate.client.listen.Note;

/** What a driver is to do. */
public sealed interface Action {

  /** Send the call now; the first attempt is 1. */
  record Send(long id, int attempt) implements Action {}

  /** The call is over. */
  record End(long id, Outcome outcome) implements Action {}

  /** Something for the listener. */
  record Tell(Note note) implements Action {}
}
