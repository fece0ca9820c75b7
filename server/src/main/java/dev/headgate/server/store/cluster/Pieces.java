package dev.headgate.server.store.cluster;

import dev.headgate.core.decision.Reservation;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.settlement.Settlement.Adjustment;
import dev.headgate.core.snapshot.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A reservation divided into what counts in each partition, its home first.
 *
 * @param whole the reservation
 * @param all its pieces
 */
record Pieces(Reservation whole, List<Piece> all) {
  /**
   * What counts in one partition.
   *
   * @param number of the partition
   * @param part the reservation with the claims that lie there
   */
  record Piece(int number, Reservation part) {}

  static Pieces of(Reservation whole) {
    Map<Integer, List<Claim>> claims = new TreeMap<>();
    whole
        .taken()
        .forEach(
            claim ->
                claims.computeIfAbsent(Placement.of(claim), n -> new ArrayList<>()).add(claim));
    List<Piece> pieces = new ArrayList<>();
    String id = whole.id();
    Integer home = id == null ? null : Placement.homeOf(id);
    if (home != null || claims.isEmpty()) {
      int number = home == null ? Placement.home(whole.call()) : home;
      List<Claim> own = claims.remove(number);
      pieces.add(new Piece(number, part(whole, own == null ? List.of() : own)));
    }
    claims.forEach((number, own) -> pieces.add(new Piece(number, part(whole, own))));
    return new Pieces(whole, pieces);
  }

  private static Reservation part(Reservation whole, List<Claim> claims) {
    return new Reservation(
        whole.id(), whole.serial(), whole.plan(), claims, whole.at(), whole.expiresAt());
  }

  Piece home() {
    return all.getFirst();
  }

  List<Piece> others() {
    return all.subList(1, all.size());
  }

  /** What pieces changed, in the order of the whole; what is not known is left out. */
  List<Adjustment> joined(List<Settlement> settlements) {
    List<Adjustment> joined = new ArrayList<>();
    for (Claim claim : whole.taken()) {
      Adjustment change = change(claim, settlements);
      if (change != null) {
        joined.add(change);
      }
    }
    return joined;
  }

  private static @Nullable Adjustment change(Claim claim, List<Settlement> settlements) {
    for (Settlement settlement : settlements) {
      for (Adjustment one : settlement.adjustments()) {
        if (one.claim().equals(claim)) {
          return one;
        }
      }
    }
    return null;
  }
}
