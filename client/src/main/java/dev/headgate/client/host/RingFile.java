package dev.headgate.client.host;

import dev.headgate.client.host.Members.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The places of one rate and the line of those who want one, in a file that all processes map.
 * Nothing is read or written but under its lock.
 */
final class RingFile {
  /** What became of a place. */
  enum State {
    FREE(0),
    /** For a process that knows when it will be free. */
    KEPT(1),
    TAKEN(2);

    private final int code;

    State(int code) {
      this.code = code;
    }

    private static State of(int code) {
      for (State state : values()) {
        if (state.code == code) {
          return state;
        }
      }
      throw new IllegalStateException("state: " + code + " (expected: 0 to 2)");
    }
  }

  private static final long MAGIC = 0x4865_6164_6761_7465L;
  private static final long PAUSE_NANOS = 20_000;
  private static final int TICKETS_AT = 8;
  private static final int PLACES_AT = 16;

  /** A place: free at, since, the owner's since, state, the owner's number. */
  private static final int PLACE_BYTES = 32;

  private static final int SINCE = 8;
  private static final int OWNER_SINCE = 16;
  private static final int STATE = 24;
  private static final int OWNER = 28;

  /** A process in line: its ticket, when it asked last, since when it has its number. */
  private static final int WANT_BYTES = 24;

  private static final int ASKED = 8;
  private static final int WANTER_SINCE = 16;

  private final FileChannel file;
  private final MappedByteBuffer map;
  private final int count;
  private final ReentrantLock lock = new ReentrantLock();

  private RingFile(FileChannel file, MappedByteBuffer map, int count) {
    this.file = file;
    this.map = map;
    this.count = count;
  }

  static RingFile open(Path path, int count) {
    try {
      FileChannel file =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      long bytes = PLACES_AT + (long) count * PLACE_BYTES + (long) Members.MOST * WANT_BYTES;
      MappedByteBuffer map = file.map(FileChannel.MapMode.READ_WRITE, 0, bytes);
      RingFile ring = new RingFile(file, map, count);
      var unused = ring.locked(() -> ring.check(path));
      return ring;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long check(Path path) {
    long magic = map.getLong(0);
    if (magic != 0 && magic != MAGIC) {
      throw new IllegalStateException(path + ": of another kind (expected: a ring of places)");
    }
    map.putLong(0, MAGIC);
    return MAGIC;
  }

  /** Does something while no other process and no other thread does anything here. */
  long locked(LongSupplier work) {
    lock.lock();
    try (FileLock all = lockFile()) {
      assert all.isValid();
      return work.getAsLong();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Tries again and again: what is done under the lock takes microseconds, and to wait for it in
   * the channel would close the channel when the thread is interrupted.
   */
  private FileLock lockFile() throws IOException {
    FileLock all = Members.tryLock(file, 0);
    while (all == null) {
      LockSupport.parkNanos(PAUSE_NANOS);
      all = Members.tryLock(file, 0);
    }
    return all;
  }

  int count() {
    return count;
  }

  State state(int place) {
    return State.of(map.getInt(at(place) + STATE));
  }

  long freeAt(int place) {
    return map.getLong(at(place));
  }

  /** Since when it is what it is. */
  long since(int place) {
    return map.getLong(at(place) + SINCE);
  }

  Member owner(int place) {
    return new Member(map.getInt(at(place) + OWNER), map.getLong(at(place) + OWNER_SINCE));
  }

  void free(int place, long freeAt) {
    map.putLong(at(place), freeAt);
    map.putInt(at(place) + STATE, State.FREE.code);
  }

  void give(int place, Member owner, State state, long now) {
    map.putLong(at(place) + SINCE, now);
    map.putLong(at(place) + OWNER_SINCE, owner.since());
    map.putInt(at(place) + STATE, state.code);
    map.putInt(at(place) + OWNER, owner.number());
  }

  /** The place in line of a process; 0 if it wants none. */
  long ticket(int member) {
    return map.getLong(line(member));
  }

  /** When a process asked last. */
  long askedAt(int member) {
    return map.getLong(line(member) + ASKED);
  }

  /** The process that stands in line under a number. */
  Member inLine(int member) {
    return new Member(member, map.getLong(line(member) + WANTER_SINCE));
  }

  /** Stands in line, at its end if it did not already. */
  void want(Member member, long now) {
    int at = line(member.number());
    boolean stands = map.getLong(at) != 0 && map.getLong(at + WANTER_SINCE) == member.since();
    if (!stands) {
      long ticket = map.getLong(TICKETS_AT) + 1;
      map.putLong(TICKETS_AT, ticket);
      map.putLong(at, ticket);
      map.putLong(at + WANTER_SINCE, member.since());
    }
    map.putLong(at + ASKED, now);
  }

  void leaveLine(int member) {
    map.putLong(line(member), 0);
  }

  private static int at(int place) {
    return PLACES_AT + place * PLACE_BYTES;
  }

  private int line(int member) {
    return PLACES_AT + count * PLACE_BYTES + member * WANT_BYTES;
  }
}
