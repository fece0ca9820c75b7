package dev.headgate.simulator.traffic;

import java.util.List;

/** How a log is written. Immutable. */
public sealed interface Format {
  /** Common log format of Apache, {@code httpd} manual, module mod_log_config. */
  Format COMMON =
      new Text(
          "common", LinePattern.of("$address $ident $user [$time] \"$request\" $status $bytes"));

  /** Combined log format of Apache, and of nginx where nobody changed it. */
  Format COMBINED =
      new Text(
          "combined",
          LinePattern.of(
              "$address $ident $user [$time] \"$request\" $status $bytes \"$referer\" \"$agent\""));

  /** The text that Envoy writes where its configuration says nothing else. */
  Format ENVOY =
      new Text(
          "envoy",
          LinePattern.of(
              "[$time] \"$request\" $status $flags $bytes_received $bytes $duration"
                  + " $upstream_duration \"$address\" \"$agent\" \"$id\" \"$host\" \"$upstream\""));

  /** One JSON object a line. */
  Format JSON = new Json();

  /** Cells with commas between them, below a header row. */
  Format CSV = new Csv(',');

  /** Apache Parquet. */
  Format PARQUET = new Parquet();

  /** The formats that have a name; those of text in the order in which they are tried. */
  List<Format> NAMED = List.of(COMBINED, COMMON, ENVOY, JSON, CSV, PARQUET);

  /** What reports call it. */
  String name();

  /** Lines of text by a pattern. */
  record Text(String name, LinePattern pattern) implements Format {}

  /** Lines that are JSON objects. */
  record Json() implements Format {
    @Override
    public String name() {
      return "json";
    }
  }

  /** Rows of CSV with that character between cells. */
  record Csv(char divider) implements Format {
    @Override
    public String name() {
      return "csv";
    }
  }

  /** Columns in a binary file, read by DuckDB. */
  record Parquet() implements Format {
    @Override
    public String name() {
      return "parquet";
    }
  }
}
