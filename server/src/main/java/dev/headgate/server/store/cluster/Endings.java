package dev.headgate.server.store.cluster;

import dev.headgate.core.decision.Answer;
import dev.headgate.core.decision.Reservation;
import dev.headgate.core.settlement.Ending;
import dev.headgate.core.settlement.Found;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.settlement.Settlement.Outcome;
import dev.headgate.core.settlement.SettlementListener;
import dev.headgate.server.store.cluster.Partition.Cause;
import dev.headgate.server.store.cluster.Partition.Closing;
import dev.headgate.server.store.cluster.Pieces.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * How reservations end, and what else becomes of them. Their home decides how; the others follow.
 * Safe for all threads.
 */
final class Endings {
  private final Partitions partitions;
  private final SettlementListener listener;

  /** The listener hears of every ending of a whole reservation once. */
  Endings(Partitions partitions, SettlementListener listener) {
    this.partitions = partitions;
    this.listener = listener;
  }

  /** Ends a whole reservation. */
  void end(Closing closing, Answer<Settlement> answer) {
    Pieces pieces = Pieces.of(closing.reservation());
    Piece home = pieces.home();
    if (pieces.all().size() == 1) {
      partitions.get(home.number()).end(closing, listener, answer);
    } else if (closing.reservation().id() == null) {
      endByValue(pieces, closing, answer);
    } else {
      List<Ending> heard = new CopyOnWriteArrayList<>();
      partitions
          .get(home.number())
          .end(
              with(closing, home, closing.cause()),
              heard::add,
              Asked.<Settlement>of(
                  answer, first -> new Following(pieces, closing, heard).after(first, answer)));
    }
  }

  private static Closing with(Closing closing, Piece piece, Cause cause) {
    return new Closing(piece.part(), closing.actual(), cause, closing.now());
  }

  private void endByValue(Pieces pieces, Closing closing, Answer<Settlement> answer) {
    Gather.<Piece, Settlement>of(
        pieces.all(),
        (piece, one) ->
            partitions
                .get(piece.number())
                .end(with(closing, piece, closing.cause()), SettlementListener.NONE, one),
        Asked.<List<Settlement>>of(
            answer,
            ended -> {
              Settlement joined = new Settlement(Outcome.SETTLED, pieces.joined(ended));
              listener.ended(
                  new Ending(closing.reservation(), closing.actual(), joined, closing.now()));
              answer.value(joined);
            }));
  }

  /** What the others do after the home of a reservation. */
  private final class Following {
    private final Pieces pieces;
    private final Closing closing;
    private final List<Ending> heard;
    private final List<Ending> others = new CopyOnWriteArrayList<>();

    Following(Pieces pieces, Closing closing, List<Ending> heard) {
      this.pieces = pieces;
      this.closing = closing;
      this.heard = heard;
    }

    void after(Settlement home, Answer<Settlement> answer) {
      if (home.outcome() == Outcome.UNKNOWN && heard.isEmpty()) {
        answer.value(home);
        return;
      }
      Cause cause = closing.cause() == Cause.LIFE ? Cause.CALL : closing.cause();
      Gather.<Piece, Settlement>of(
          pieces.others(),
          (piece, one) ->
              partitions.get(piece.number()).end(with(closing, piece, cause), others::add, one),
          new Asked<List<Settlement>>(
              ended -> answer.value(ended(home, ended)),
              failed -> {
                // Whoever asks again is told by the home that it has ended, and is not heard.
                ended(home, List.of());
                answer.failure(failed);
              }));
    }

    private Settlement ended(Settlement home, List<Settlement> settlements) {
      List<Settlement> all = new ArrayList<>();
      all.add(home);
      all.addAll(settlements);
      for (Ending one : heard) {
        List<Settlement> alike = new ArrayList<>();
        alike.add(one.settlement());
        others.stream()
            .map(Ending::settlement)
            .filter(it -> it.outcome() == one.settlement().outcome())
            .forEach(alike::add);
        alike.addAll(settlements);
        Settlement joined = new Settlement(one.settlement().outcome(), pieces.joined(alike));
        listener.ended(new Ending(pieces.whole(), one.actual(), joined, one.at()));
      }
      return new Settlement(home.outcome(), pieces.joined(all));
    }
  }

  /** Looks a whole reservation up. */
  void find(String id, long now, Answer<Found> answer) {
    Integer home = Placement.homeOf(id);
    if (home == null) {
      answer.value(new Found.None());
      return;
    }
    partitions
        .get(home)
        .find(
            id,
            now,
            Asked.<Found>of(
                answer,
                found -> {
                  if (found instanceof Found.Ended ended) {
                    find(ended, now, answer);
                  } else {
                    answer.value(found);
                  }
                }));
  }

  private void find(Found.Ended home, long now, Answer<Found> answer) {
    Pieces pieces = Pieces.of(home.reservation());
    String id = String.valueOf(home.reservation().id());
    Gather.<Piece, Found>of(
        pieces.others(),
        (piece, one) -> partitions.get(piece.number()).find(id, now, one),
        Asked.<List<Found>>of(
            answer,
            found -> {
              List<Settlement> all = new ArrayList<>(List.of(home.settlement()));
              for (Found one : found) {
                if (one instanceof Found.Ended(Reservation part, Settlement settlement)) {
                  all.add(settlement);
                }
              }
              Settlement joined = new Settlement(home.settlement().outcome(), pieces.joined(all));
              answer.value(new Found.Ended(home.reservation(), joined));
            }));
  }

  /** Renews all pieces, the home only where all the others were. */
  void renew(Reservation reservation, long now, Answer<Boolean> answer) {
    Pieces pieces = Pieces.of(reservation);
    Piece home = pieces.home();
    Gather.<Piece, Boolean>of(
        pieces.others(),
        (piece, one) -> partitions.get(piece.number()).renew(piece.part(), now, one),
        Asked.<List<Boolean>>of(
            answer,
            renewed -> {
              if (renewed.contains(false)) {
                answer.value(false);
              } else {
                partitions.get(home.number()).renew(home.part(), now, answer);
              }
            }));
  }
}
