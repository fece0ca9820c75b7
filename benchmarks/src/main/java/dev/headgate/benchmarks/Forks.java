package dev.headgate.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs each benchmark in fresh processes, five by default and one at a time, and prints the medians
 * with the ratio to the first contestant of its benchmark.
 */
final class Forks {
  private static final int FORKS = Integer.getInteger("forks", 5);

  private Forks() {}

  /** Runs the benchmarks named, in their order. */
  static void run(List<String> names) throws IOException, InterruptedException {
    System.out.printf(
        "%d forks, medians; processor time and bytes per operation%n%n%-14s %-36s %10s %8s %8s%n",
        FORKS, "benchmark", "contestant", "ns", "bytes", "ratio");
    for (String name : names) {
      Map<String, List<double[]>> figures = new LinkedHashMap<>();
      for (int fork = 0; fork < FORKS; fork++) {
        fork(name, figures);
      }
      print(name, figures);
    }
  }

  private static void fork(String name, Map<String, List<double[]>> figures)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Main.class.getName(), name));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      lines.lines().map(line -> line.split("\t", -1)).forEach(line -> keep(line, figures));
    }
    if (process.waitFor() != 0) {
      throw new IllegalStateException(name + ": exit code " + process.exitValue());
    }
  }

  private static void keep(String[] line, Map<String, List<double[]>> figures) {
    double nanos = line[2].equals("-") ? Double.NaN : Double.parseDouble(line[2]);
    double[] figure = {nanos, Double.parseDouble(line[3])};
    figures.computeIfAbsent(line[1], contestant -> new ArrayList<>()).add(figure);
  }

  private static void print(String name, Map<String, List<double[]>> figures) {
    double first = Double.NaN;
    for (Map.Entry<String, List<double[]>> entry : figures.entrySet()) {
      double nanos = median(entry.getValue(), 0);
      double bytes = median(entry.getValue(), 1);
      double figure = Double.isNaN(nanos) ? bytes : nanos;
      first = Double.isNaN(first) ? figure : first;
      System.out.printf(
          "%-14s %-36s %10s %8.1f %8.2f%n",
          name,
          entry.getKey(),
          Double.isNaN(nanos) ? "" : "%.1f".formatted(nanos),
          bytes,
          first / figure);
    }
  }

  private static double median(List<double[]> figures, int column) {
    double[] sorted = figures.stream().mapToDouble(figure -> figure[column]).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
