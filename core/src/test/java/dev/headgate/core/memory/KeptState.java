package dev.headgate.core.memory;

import dev.headgate.core.snapshot.PolicySnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A keeper in plain maps, which can be interrupted after each thing it hears. */
final class KeptState implements Keeper {
  private record Place(String place, List<Byte> key) {}

  private final Map<Place, Map<String, long[]>> cells = new HashMap<>();
  private final TreeMap<Long, KeptReservation> reservations = new TreeMap<>();
  private final Runnable interruption;
  private long serial;

  KeptState(Runnable interruption) {
    this.interruption = interruption;
  }

  void follow(MemoryStore store) {
    serial = store.cut(this);
  }

  int size() {
    return cells.size() + reservations.size();
  }

  /** Puts everything back; drops what is kept in another way from now on. */
  void restore(MemoryStore store, PolicySnapshot snapshot, long now) {
    Restoring restoring = store.restoring(snapshot, serial, now);
    cells
        .entrySet()
        .removeIf(
            cell -> {
              List<Restoring.Kept> kept = new ArrayList<>();
              cell.getValue().forEach((name, words) -> kept.add(new Restoring.Kept(name, words)));
              return !restoring.cell(cell.getKey().place(), bytes(cell.getKey().key()), kept);
            });
    reservations.values().removeIf(kept -> !restoring.reservation(kept));
  }

  @Override
  public void renamed(String before, String now) {
    for (Map<String, long[]> counters : cells.values()) {
      long[] words = counters.remove(before);
      if (words != null) {
        counters.put(now, words);
      }
    }
    interruption.run();
  }

  @Override
  public void gone(String place, byte[] key) {
    cells.remove(new Place(place, list(key)));
    interruption.run();
  }

  @Override
  public void cell(KeptCell cell) {
    Map<String, long[]> counters = new HashMap<>();
    cell.read((name, words, from, to) -> counters.put(name, Arrays.copyOfRange(words, from, to)));
    cells.put(new Place(cell.place(), list(cell.key())), counters);
    interruption.run();
  }

  @Override
  public void forgotten(long number) {
    reservations.remove(number);
    interruption.run();
  }

  @Override
  public void reservation(KeptReservation reservation) {
    reservations.put(reservation.reservation().serial(), reservation);
    interruption.run();
  }

  private static List<Byte> list(byte[] bytes) {
    List<Byte> list = new ArrayList<>();
    for (byte one : bytes) {
      list.add(one);
    }
    return list;
  }

  private static byte[] bytes(List<Byte> list) {
    byte[] bytes = new byte[list.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = list.get(i);
    }
    return bytes;
  }
}
