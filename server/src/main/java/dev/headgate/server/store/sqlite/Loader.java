package dev.headgate.server.store.sqlite;

import dev.headgate.core.decision.Reservation;
import dev.headgate.core.memory.KeptReservation;
import dev.headgate.core.memory.Restoring;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.core.snapshot.Key;
import dev.headgate.server.store.KeptCounter;
import dev.headgate.server.store.codec.ReservationCodec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Puts a file's rows back into memory; what is not kept as it is, is to be written anew. */
record Loader(ReservationCodec codec, Numbers names, Numbers places, Unwritten unwritten) {
  void cells(Connection connection, Restoring restoring) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT place, key, counters FROM cells")) {
      while (rows.next()) {
        int place = rows.getInt(1);
        byte[] key = rows.getBytes(2);
        List<Restoring.Kept> kept = new ArrayList<>();
        Words.read(
            rows.getBytes(3),
            (name, words) -> kept.add(new Restoring.Kept(names.text(name), words)));
        if (!restoring.cell(places.text(place), key, kept)) {
          unwritten.gone(place, key);
        }
      }
    }
  }

  /** Tells of every counter; returns how many reservations are open. */
  static long read(Connection connection, Consumer<KeptCounter> reader) throws SQLException {
    Numbers names = new Numbers("names");
    names.load(connection);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT key, counters FROM cells")) {
      while (rows.next()) {
        Key key = Key.read(rows.getBytes(1));
        Words.read(
            rows.getBytes(2),
            (name, words) -> reader.accept(new KeptCounter(names.text(name), key, words)));
      }
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT count(*) FROM reservations WHERE ending IS NULL")) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  void reservations(Connection connection, Restoring restoring) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT serial, flags, body, ending FROM reservations ORDER BY serial")) {
      while (rows.next()) {
        if (!restoring.reservation(kept(rows))) {
          unwritten.forgotten(rows.getLong(1));
        }
      }
    }
  }

  private KeptReservation kept(ResultSet rows) throws SQLException {
    int flags = rows.getInt(2);
    Reservation reservation = codec.reservation(rows.getBytes(3));
    byte[] ending = rows.getBytes(4);
    Settlement settlement = ending == null ? null : codec.settlement(ending, reservation);
    return new KeptReservation(
        reservation,
        settlement,
        (flags & Unwritten.EXPIRED) != 0,
        (flags & Unwritten.LATE) != 0,
        (flags & Unwritten.RELEASED) != 0);
  }
}
