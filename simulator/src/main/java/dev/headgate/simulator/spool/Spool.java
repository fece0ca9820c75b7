package dev.headgate.simulator.spool;

import dev.headgate.simulator.mapping.LoggedCall;
import dev.headgate.simulator.replay.Arrivals;
import dev.headgate.simulator.replay.UnwritableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;

/**
 * Calls in a file that has no name, in the order in which they arrived. First all of them are
 * written, then they are read as often as wanted. For one thread.
 */
public final class Spool implements Arrivals, AutoCloseable {
  /** How much is written and read at once, and so may be lost where the disk is full. */
  public static final int BUFFER = 1 << 16;

  private final String folder;
  private final FileChannel file;
  private final CallWriter writer = new CallWriter();
  private long arrived;
  private long calls;
  private long bytes;

  private Spool(String folder, FileChannel file) {
    this.folder = folder;
    this.file = file;
  }

  /**
   * An empty spool.
   *
   * @param folder in which there is room
   * @throws IOException where no file can be made there
   */
  public static Spool in(Path folder) throws IOException {
    Path path = Files.createTempFile(folder, "headgate-", ".spool");
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    Files.delete(path);
    return new Spool(folder.toString(), file);
  }

  @Override
  public void arrived(LoggedCall call, long at) throws IOException {
    writer.write(call, at);
    arrived++;
    if (writer.size() >= BUFFER) {
      flush();
    }
  }

  @Override
  public void finish() throws IOException {
    flush();
  }

  /** Calls that can be read. */
  public long calls() {
    return calls;
  }

  /** Bytes on disk. */
  public long bytes() {
    return bytes;
  }

  /**
   * Goes over all calls from the first on.
   *
   * @param stopped is asked before each stretch of calls
   * @return whether all were gone over; false where it was stopped
   */
  public boolean each(Arrivals arrivals, BooleanSupplier stopped) throws IOException {
    CallReader reader = new CallReader(file, bytes);
    for (long i = 0; i < calls; i++) {
      if ((i & 0xFFF) == 0 && stopped.getAsBoolean()) {
        return false;
      }
      LoggedCall call = reader.read();
      arrivals.arrived(call, call.stamp());
    }
    arrivals.finish();
    return true;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void flush() throws IOException {
    ByteBuffer full = writer.take();
    try {
      long at = bytes;
      while (full.hasRemaining()) {
        at += file.write(full, at);
      }
      bytes = at;
      calls = arrived;
    } catch (IOException unwritable) {
      throw new UnwritableException("spool in " + folder, unwritable);
    }
  }
}
