package dev.headgate.benchmarks.redis;

import dev.headgate.server.store.redis.Connecting;
import dev.headgate.server.store.redis.Link;
import io.lettuce.core.RedisURI;
import java.util.function.Consumer;

/** The least that a server can be asked over a link as a store has it. */
record IncrNode(Link link) implements Node {
  static Node of(String url) {
    return new IncrNode(Connecting.to(RedisURI.create(url)));
  }

  @Override
  public void ask(Consumer<Outcome> answer) {
    var _ =
        link.commands()
            .incr("n")
            .whenComplete(
                (value, failure) ->
                    answer.accept(failure == null ? Outcome.GRANTED : Outcome.WRONG));
  }

  @Override
  public void close() {
    link.close();
  }
}
