package dev.headgate.server.store.redis;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The commands that a user of a server has to be allowed, each with words as it is used; K stands
 * for a key of ours. Those of scripts and of functions are among them, as the server asks for them
 * too.
 */
public enum Rights {
  /** Counters in a server. */
  COUNTERS(
      Names.ALONE.epoch(),
      "INFO server",
      "TIME",
      "SCAN 0",
      "TYPE K",
      "GET K",
      "MGET K",
      "SET K x",
      "SETRANGE K 0 x",
      "DEL K",
      "EXPIRE K 1",
      "HGET K x",
      "HSET K x x",
      "HSETNX K x x",
      "HINCRBY K x 1",
      "ZADD K 1 x",
      "ZREM K x",
      "ZRANGEBYSCORE K 0 1",
      "EVAL x 1 K",
      "FCALL x 1 K",
      "FUNCTION|LOAD x"),

  /** Counters in a cluster. */
  MEMBER(
      COUNTERS,
      RedisCluster.name(0).epoch(),
      "HDEL K x",
      "PEXPIRE K 1",
      "CLUSTER|NODES",
      "CLUSTER|INFO"),

  /** Rates that programs share. */
  SHARES(
      "hg1:{share}:since",
      "INFO server",
      "TIME",
      "DEL K",
      "EXPIRE K 1",
      "PEXPIRE K 1",
      "HGET K x",
      "HMGET K x",
      "HSET K x x",
      "HDEL K x",
      "ZADD K 1 x",
      "ZCARD K",
      "ZRANGE K 0 1",
      "ZRANGEBYSCORE K 0 1",
      "ZRANK K x",
      "ZREM K x",
      "ZREMRANGEBYSCORE K 0 1",
      "EVAL x 1 K",
      "EVALSHA x 1 K",
      "SCRIPT|LOAD x");

  private static final String SCRIPT = Texts.script("rights.lua");

  private final String key;

  @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody can change
  private final List<String> commands;

  Rights(String key, String... commands) {
    this.key = key;
    this.commands = List.of(commands);
  }

  Rights(Rights others, String key, String... more) {
    this.key = key;
    commands = Stream.concat(others.commands.stream(), Stream.of(more)).toList();
  }

  /** Each as a rule of an ACL allows it, such as {@code +function|load}. */
  List<String> rules() {
    return commands.stream().map(Rights::rule).toList();
  }

  private static String rule(String command) {
    return "+" + command.replaceAll(" .*", "").toLowerCase(Locale.ROOT);
  }

  /** Those that the user lacks on a server, as rules of an ACL; empty where it lacks none. */
  List<String> lacking(RedisClusterAsyncCommands<String, byte[]> server) {
    byte[][] asked =
        commands.stream()
            .map(command -> command.replace('|', ' ').replace(" K", " " + key))
            .map(Texts::bytes)
            .toArray(byte[][]::new);
    List<Long> missing =
        StartCheck.await(server.eval(SCRIPT, ScriptOutputType.MULTI, new String[0], asked));
    return missing.stream().map(place -> rule(commands.get((int) (place - 1)))).toList();
  }
}
