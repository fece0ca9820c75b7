package dev.headgate.server;

import dev.headgate.core.time.TimeSource;
import dev.headgate.core.usage.UsageLog;
import dev.headgate.policy.registry.Registry;
import dev.headgate.server.admin.AuditLog;
import dev.headgate.server.config.ServeSettings;
import dev.headgate.server.observe.Metrics;
import dev.headgate.server.records.RecordedAudit;
import dev.headgate.server.records.Records;
import dev.headgate.server.records.RecordsSettings;
import dev.headgate.server.records.SharedRegistry;
import dev.headgate.server.records.UsageDeltas;
import dev.headgate.server.records.UsageFlush;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a node keeps beside its counters: in files and memory, or in the records that it shares with
 * other nodes. A file that is named goes before the records. What waits for a database has a thread
 * of its own. Safe for all threads.
 *
 * @param registry who may call
 * @param audit what operators did
 * @param usage takes what happened
 * @param waiting how many lines of usage wait to be written
 * @param end writes what waits and lets go
 */
record NodeRecords(
    Supplier<Registry> registry,
    AuditLog audit,
    UsageLog usage,
    Supplier<Number> waiting,
    Runnable end)
    implements AutoCloseable {

  /**
   * Opens them.
   *
   * @param sources for the registry of files
   * @param node the name of this run of this node
   * @throws dev.headgate.server.records.RecordsRefused where they cannot be used
   */
  static NodeRecords open(
      TimeSource time, ServeSettings.Files files, Sources sources, String node) {
    RecordsSettings settings = files.records();
    if (settings == null) {
      AuditLog audit = audit(time, files.audit());
      return new NodeRecords(sources.registry(), audit, happened -> {}, () -> 0, audit::close);
    }
    Records records = Stores.records(settings);
    try {
      return over(records, settings, new Node(time, files, sources, node));
    } catch (RuntimeException refused) {
      records.close();
      throw refused;
    }
  }

  private record Node(TimeSource time, ServeSettings.Files files, Sources sources, String name) {}

  private static NodeRecords over(Records records, RecordsSettings settings, Node node) {
    UsageDeltas deltas = new UsageDeltas();
    UsageFlush flush =
        new UsageFlush(node.time(), deltas, records.usage(), node.name(), settings.usage());
    List<Runnable> jobs = new ArrayList<>(List.of(flush));
    Supplier<Registry> registry = node.sources().registry();
    if (node.files().registry() == null) {
      SharedRegistry shared = SharedRegistry.open(records.registry());
      jobs.add(shared);
      registry = shared;
    }
    Path file = node.files().audit();
    AuditLog audit =
        file == null
            ? new RecordedAudit(node.time(), records.audit(), node.name())
            : AuditLog.inFile(node.time(), file);
    Upkeep thread = new Upkeep("records", jobs);
    Runnable end =
        () -> {
          thread.close();
          flush.close();
          audit.close();
          records.close();
        };
    return new NodeRecords(registry, audit, deltas, deltas::waiting, end);
  }

  private static AuditLog audit(TimeSource time, @Nullable Path file) {
    return file == null ? AuditLog.inMemory(time) : AuditLog.inFile(time, file);
  }

  void showIn(Metrics metrics) {
    metrics.gauge("headgate.usage.waiting", waiting);
  }

  @Override
  public void close() {
    end.run();
  }
}
