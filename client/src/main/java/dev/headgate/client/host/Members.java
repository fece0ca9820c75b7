package dev.headgate.client.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Which processes share a folder. Each holds the lock on one byte of a file, and has written there
 * since when, so that a number that was given anew does not answer for its former holder.
 */
final class Members {
  /** The most processes of a folder. */
  static final int MOST = 256;

  private final FileChannel file;
  private final MappedByteBuffer since;
  private final FileLock own;
  private final Member self;

  /** A process: its number, and since when it has it, microseconds since the epoch. */
  record Member(int number, long since) {}

  private Members(FileChannel file, MappedByteBuffer since, FileLock own, Member self) {
    this.file = file;
    this.since = since;
    this.own = own;
    this.self = self;
  }

  /** Takes the first number that is free. */
  static Members join(Path folder, long now) throws IOException {
    FileChannel file =
        FileChannel.open(
            folder.resolve("members"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    // Behind the bytes that are locked.
    MappedByteBuffer since =
        file.map(FileChannel.MapMode.READ_WRITE, MOST, (long) MOST * Long.BYTES);
    for (int number = 0; number < MOST; number++) {
      FileLock lock = tryLock(file, number);
      if (lock != null) {
        // Later than its former holder's, whatever the clock says.
        long from = Math.max(now, since.getLong(number * Long.BYTES) + 1);
        since.putLong(number * Long.BYTES, from);
        return new Members(file, since, lock, new Member(number, from));
      }
    }
    file.close();
    throw new IOException("processes: more (expected: at most " + MOST + ") in " + folder);
  }

  Member self() {
    return self;
  }

  /** Whether a process is still there. */
  boolean isAlive(Member member) {
    if (since.getLong(member.number() * Long.BYTES) != member.since()) {
      return false;
    }
    try {
      FileLock lock = tryLock(file, member.number());
      if (lock == null) {
        return true;
      }
      lock.release();
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Leaves. The file stays open: to close it would take away the locks of all its openers here. */
  void leave() {
    try {
      own.release();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lock on a byte; null if anybody has it, also in this very process. */
  static @Nullable FileLock tryLock(FileChannel file, int at) throws IOException {
    try {
      return file.tryLock(at, 1, false);
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }
}
