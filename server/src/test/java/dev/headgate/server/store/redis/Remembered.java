package dev.headgate.server.store.redis;

import dev.headgate.core.decision.Reservation;
import dev.headgate.core.snapshot.Claim;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Notes that this process understands whatever the policy says. */
final class Remembered implements Notes {
  private final Map<String, Reservation> known = new ConcurrentHashMap<>();

  @Override
  public byte[] write(Reservation planned) {
    String id = String.valueOf(planned.id());
    known.put(id, planned);
    return id.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public @Nullable Reservation read(byte[] note, IntPredicate taken) {
    Reservation all = known.get(new String(note, StandardCharsets.UTF_8));
    if (all == null) {
      return null;
    }
    List<Claim> planned = all.taken();
    List<Claim> kept =
        IntStream.range(0, planned.size()).filter(taken).mapToObj(planned::get).toList();
    return new Reservation(all.id(), all.serial(), all.plan(), kept, all.at(), all.expiresAt());
  }
}
