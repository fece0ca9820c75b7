package dev.headgate.client.governor;

import dev.headgate.client.listen.Note;
import java.util.List;

/** What follows from how an attempt ended. */
record Verdict(Next next, List<Note> notes) {

  /** How it goes on with the call. */
  sealed interface Next {}

  /** The call is over. */
  record Over(Outcome outcome) implements Next {}

  /** It will be sent again, not before that instant. */
  record Again(long at) implements Next {}
}
