package dev.headgate.server.store.redis;

import dev.headgate.core.decision.Answer;
import java.nio.ByteBuffer;

/** A counter that is forgotten; the answer is whether there was one. */
record Resetting(String key, Answer<Boolean> answer) implements Question {
  private static final int RESET = 5;

  @Override
  public void write(Sheet sheet) {
    sheet.number(RESET);
    sheet.number(sheet.key(key));
    sheet.endNumbers();
  }

  @Override
  public void answered(long now, ByteBuffer text) {
    answer.value(text.get() == 1);
  }

  @Override
  public void failed(Exception cause) {
    answer.failure(cause);
  }
}
