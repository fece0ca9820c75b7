package dev.headgate.server.store.sqlite;

import dev.headgate.core.memory.Keeper;
import dev.headgate.core.memory.KeptCell;
import dev.headgate.core.memory.KeptReservation;
import dev.headgate.core.settlement.Settlement;
import dev.headgate.server.store.codec.ReservationCodec;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows to be written: what changed in one cut, or in several where a transaction failed. The later
 * of two about the same thing replaces the earlier, so there are never more than live keys and
 * remembered reservations, and what has gone since. For one thread at a time.
 */
final class Unwritten implements Keeper {
  /** Flags of a reservation's row. */
  static final int EXPIRED = 1;

  static final int LATE = 2;
  static final int RELEASED = 4;

  private record Cell(int place, ByteBuffer key) {}

  /** A reservation's row. */
  private static final class Row {
    final int flags;
    final byte[] body;
    final byte @Nullable [] ending;

    Row(int flags, byte[] body, byte @Nullable [] ending) {
      this.flags = flags;
      this.body = body;
      this.ending = ending;
    }
  }

  /** Null for what is gone. */
  private final Map<Cell, byte @Nullable []> cells = new HashMap<>();

  /** By serial number, so that new rows go to the end of their table. */
  private final Map<Long, @Nullable Row> reservations = new TreeMap<>();

  private final ReservationCodec codec;
  private final Numbers names;
  private final Numbers places;
  private final Words words = new Words();

  Unwritten(ReservationCodec codec, Numbers names, Numbers places) {
    this.codec = codec;
    this.names = names;
    this.places = places;
  }

  int size() {
    return cells.size() + reservations.size();
  }

  boolean isEmpty() {
    return size() == 0 && names.isWritten() && places.isWritten();
  }

  @Override
  public void renamed(String before, String now) {
    names.renamed(before, now);
  }

  @Override
  public void gone(String place, byte[] key) {
    gone(places.number(place), key);
  }

  void gone(int place, byte[] key) {
    cells.put(new Cell(place, ByteBuffer.wrap(key)), null);
  }

  @Override
  public void cell(KeptCell cell) {
    words.clear();
    cell.read((name, all, from, to) -> words.counter(names.number(name), all, from, to));
    Cell row = new Cell(places.number(cell.place()), ByteBuffer.wrap(cell.key()));
    cells.put(row, words.isEmpty() ? null : words.bytes());
  }

  @Override
  public void forgotten(long serial) {
    reservations.put(serial, null);
  }

  @Override
  public void reservation(KeptReservation kept) {
    Settlement settlement = kept.settlement();
    int flags =
        (kept.expired() ? EXPIRED : 0)
            | (kept.late() ? LATE : 0)
            | (kept.released() ? RELEASED : 0);
    byte[] ending = settlement == null ? null : codec.bytes(settlement, kept.reservation());
    reservations.put(
        kept.reservation().serial(), new Row(flags, codec.bytes(kept.reservation()), ending));
  }

  /** Writes all rows, within a transaction. */
  void write(Connection connection) throws SQLException {
    names.write(connection);
    places.write(connection);
    writeCells(connection);
    writeReservations(connection);
  }

  /** The transaction went through. */
  void written() {
    names.written();
    places.written();
    cells.clear();
    reservations.clear();
  }

  private void writeCells(Connection connection) throws SQLException {
    try (PreparedStatement put =
            connection.prepareStatement("INSERT OR REPLACE INTO cells VALUES (?, ?, ?)");
        PreparedStatement drop =
            connection.prepareStatement("DELETE FROM cells WHERE place = ? AND key = ?")) {
      for (Map.Entry<Cell, byte @Nullable []> row : cells.entrySet()) {
        byte[] counters = row.getValue();
        PreparedStatement statement = counters == null ? drop : put;
        statement.setInt(1, row.getKey().place());
        statement.setBytes(2, row.getKey().key().array());
        if (counters != null) {
          statement.setBytes(3, counters);
        }
        statement.executeUpdate();
      }
    }
  }

  private void writeReservations(Connection connection) throws SQLException {
    try (PreparedStatement put =
            connection.prepareStatement("INSERT OR REPLACE INTO reservations VALUES (?, ?, ?, ?)");
        PreparedStatement drop =
            connection.prepareStatement("DELETE FROM reservations WHERE serial = ?")) {
      for (Map.Entry<Long, @Nullable Row> entry : reservations.entrySet()) {
        Row row = entry.getValue();
        PreparedStatement statement = row == null ? drop : put;
        statement.setLong(1, entry.getKey());
        if (row != null) {
          statement.setInt(2, row.flags);
          statement.setBytes(3, row.body);
          statement.setBytes(4, row.ending);
        }
        statement.executeUpdate();
      }
    }
  }
}
