package dev.headgate.server.store.redis;

import java.nio.ByteBuffer;

/** One question of the script, and who waits for its answer. */
interface Question {
  /** Writes it; once more, where it has to be sent again because the server has not seen it. */
  void write(Sheet sheet);

  /**
   * Hears the answer.
   *
   * @param now instant of the step in microseconds
   * @param answer as the script packs it, little-endian
   */
  void answered(long now, ByteBuffer answer);

  /** Hears that there is no answer; it may have been carried out. */
  void failed(Exception cause);
}
