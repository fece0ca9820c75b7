package dev.headgate.client.sim;

import dev.headgate.client.call.Call;
import dev.headgate.client.reading.Response;

/** A provider: answers at once, at the instant its own clock shows. */
@FunctionalInterface
public interface Server {
  Response answer(Call call, long now);
}
