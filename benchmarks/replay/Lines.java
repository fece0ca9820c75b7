import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Writes a log in combined format to standard output: {@code java Lines.java LINES [ADDRESSES]}. A
 * hundred lines a second from so many addresses (1,700), of which few send most. The same bytes at
 * every run. Says on standard error when it has written 1, 10 and 100 million lines.
 */
final class Lines {
  private static final int A_SECOND = 100;
  private static final String REST =
      "\"%s /rest/api/3/issue/ISSUE-%d HTTP/1.1\" 200 %d \"https://app-%d.example/\""
          + " \"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/120.0.0.0 Safari/537.36\"\n";

  public static void main(String[] args) throws IOException {
    long lines = Long.parseLong(args[0]);
    int addresses = args.length > 1 ? Integer.parseInt(args[1]) : 1_700;
    SplittableRandom random = new SplittableRandom(1);
    byte[][] rests = new byte[4_096][];
    for (int i = 0; i < rests.length; i++) {
      String method = random.nextInt(10) == 0 ? "PUT" : "GET";
      rests[i] =
          REST.formatted(method, random.nextInt(500), random.nextInt(90_000), random.nextInt(50))
              .getBytes(StandardCharsets.US_ASCII);
    }
    byte[][] hosts = new byte[addresses][];
    for (int i = 0; i < addresses; i++) {
      hosts[i] =
          "10.%d.%d.%d - - ".formatted(i >> 16, i >> 8 & 255, i & 255)
              .getBytes(StandardCharsets.US_ASCII);
    }
    DateTimeFormatter stamps =
        DateTimeFormatter.ofPattern("'['dd/MMM/yyyy:HH:mm:ss '+0000] '", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    long second = Instant.parse("2026-06-01T00:00:00Z").getEpochSecond();
    byte[] stamp = {};
    try (OutputStream out =
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16)) {
      for (long i = 0; i < lines; i++) {
        if (i % A_SECOND == 0) {
          stamp =
              stamps
                  .format(Instant.ofEpochSecond(second + i / A_SECOND))
                  .getBytes(StandardCharsets.US_ASCII);
        }
        double drawn = random.nextDouble();
        out.write(hosts[(int) (drawn * drawn * drawn * addresses)]);
        out.write(stamp);
        out.write(rests[random.nextInt(rests.length)]);
        if (i == 1_000_000 || i == 10_000_000 || i == lines - 1) {
          out.flush();
          System.err.println((i / 1_000_000 * 1_000_000 == i ? i : i + 1) + " lines");
        }
      }
    }
  }
}
