package dev.headgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.simulator.page.HtmlReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The page in a real Chromium, which {@code make test} installs: what is seen, measured by a script
 * that only this test puts into it.
 */
class BrowserTest extends Replays {
  private static final long PATIENCE_SECONDS = 120;
  private static final double CONTRAST_MIN = 4.5;

  /** A measure that the script writes down as {@code name=value;}. */
  private static final Pattern MEASURE = Pattern.compile("(\\w+)=([^;]*);");

  private static final String SCRIPT =
      """
      <script>
      const seen = e => e.getClientRects().length > 0;
      const all = s => [...document.querySelectorAll(s)].filter(seen);
      const light = c => {
        const [r, g, b] = c.match(/[\\d.]+/g).map(v => v / 255)
          .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const paper = light(getComputedStyle(document.body).backgroundColor);
      const contrast = c => (Math.max(light(c), paper) + 0.05) / (Math.min(light(c), paper) + 0.05);
      const inks = all('p, li, td, th, dd, dt, summary').map(e => getComputedStyle(e).color)
        .concat(all('svg text').map(e => getComputedStyle(e).fill));
      let outside = [], touching = [], small = [];
      for (const svg of all('svg.wide, svg.narrow')) {
        const edge = svg.getBoundingClientRect();
        const boxes = [...svg.querySelectorAll('text')].map(t => [t, t.getBoundingClientRect()]);
        for (const [text, box] of boxes) {
          if (box.left < edge.left - 1 || box.right > edge.right + 1
              || box.top < edge.top - 1 || box.bottom > edge.bottom + 1) {
            outside.push(text.textContent);
          }
          if (box.height < 11) small.push(text.textContent);
          for (const [other, its] of boxes) {
            if (other !== text && box.left < its.right && its.left < box.right
                && box.top + 2 < its.bottom && its.top + 2 < box.bottom) {
              touching.push(text.textContent + '/' + other.textContent);
            }
          }
        }
      }
      const measured = {
        wider: document.documentElement.scrollWidth - innerWidth,
        wide: all('svg.wide').length,
        narrow: all('svg.narrow').length,
        outside: outside.join(' '), touching: touching.join(' '), small: small.join(' '),
        contrast: Math.min(...inks.map(contrast)).toFixed(2),
        paper: paper > 0.5 ? 'light' : 'dark',
        alerts: document.querySelectorAll('script').length
      };
      document.body.innerHTML = '<pre>' + Object.entries(measured)
        .map(([k, v]) => k + '=' + String(v).replaceAll(';', ',') + ';').join('') + '</pre>';
      </script>
      """;

  private static final String POLICY =
      """
      quotas: { hour: { per: app, amount: 500, every: hour } }
      limits:
        minute: { per: app, unit: points, window: 123456 per minute }
        burst: { bucket: { amount: 2, every: 1s, capacity: 6000 }, unit: points }
      """;

  private static final String MAPPING =
      """
      time: time
      call: { path: path }
      caller: { app: app, tenant: tenant }
      cost: { points: { column: points } }
      """;

  /** Months of calls, so that bars are joined and days become weeks, or a few hours. */
  private static String log(int steps, long seconds) {
    StringBuilder log = new StringBuilder("time,path,app,tenant,points\n");
    List<String> apps =
        List.of("app-a", "<script>alert(1)</script>", "an app with a name as long as a sentence");
    for (int step = 0; step < steps; step++) {
      log.append(
          "%d,/a,%s,tenant-%d,%d\n"
              .formatted(
                  1_772_442_000L + step * seconds,
                  apps.get(step % apps.size()),
                  step % 5,
                  1 + step * 7_919L % 900));
    }
    return log.toString();
  }

  private Map<String, String> measured(String log, String... options) throws Exception {
    String page = HtmlReport.of(run(policy(POLICY), mapping(MAPPING), logs(log)).report());
    String open =
        page.replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "")
            .replace("</main>", "</main>" + SCRIPT);
    Path file = Files.writeString(folder.resolve("measured.html"), open);
    Map<String, String> measures = new HashMap<>();
    Matcher found = MEASURE.matcher(dom(file, options));
    while (found.find()) {
      measures.put(found.group(1), found.group(2));
    }
    return measures;
  }

  private String dom(Path page, String... options) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                chromium(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--user-data-dir=" + folder.resolve("profile")));
    command.addAll(List.of(options));
    command.addAll(List.of("--dump-dom", page.toUri().toString()));
    Path out = folder.resolve("dom.html");
    Process browser =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("browser.log").toFile())
            .start();
    if (!browser.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      browser.destroyForcibly();
      throw new AssertionError("Chromium did not end within " + PATIENCE_SECONDS + " s");
    }
    return Files.readString(out);
  }

  private static String chromium() {
    for (String folder : System.getenv("PATH").split(":")) {
      for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
        Path program = Path.of(folder, name);
        if (Files.isExecutable(program)) {
          return program.toString();
        }
      }
    }
    throw new AssertionError("no chromium (expected: on the PATH; make test installs it)");
  }

  @ParameterizedTest
  @CsvSource({"300, 1200", "4000, 7200", "2, 3600", "900, 70000"})
  void onADeskNothingTouchesAnythingAndAllCanBeRead(int steps, long seconds) throws Exception {
    Map<String, String> measured = measured(log(steps, seconds), "--window-size=1100,900");

    assertReadable(measured);
    assertThat(measured).containsEntry("paper", "light").containsEntry("narrow", "0");
    assertThat(Integer.parseInt(measured.get("wide"))).isGreaterThan(5);
  }

  @ParameterizedTest
  @CsvSource({"300, 1200", "4000, 7200"})
  void onAPhoneThePicturesAreNarrowAndThePageDoesNotMoveSideways(int steps, long seconds)
      throws Exception {
    Map<String, String> measured = measured(log(steps, seconds), "--window-size=500,900");

    assertReadable(measured);
    assertThat(measured).containsEntry("wide", "0");
    assertThat(Integer.parseInt(measured.get("narrow"))).isGreaterThan(5);
  }

  @Test
  void inTheDarkThePaperIsDarkAndTheInkIsLight() throws Exception {
    Map<String, String> measured =
        measured(
            log(300, 1_200), "--window-size=1100,900", "--blink-settings=preferredColorScheme=0");

    assertReadable(measured);
    assertThat(measured).containsEntry("paper", "dark");
  }

  @Test
  void theBrowserShowsTheAnswerAndRunsNothing() throws Exception {
    String page =
        HtmlReport.of(run(policy(POLICY), mapping(MAPPING), logs(log(300, 1_200))).report());

    String dom = dom(Files.writeString(folder.resolve("page.html"), page));

    assertThat(dom)
        .contains("of 3 apps are always within it")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script");
  }

  private static void assertReadable(Map<String, String> measured) {
    assertThat(measured)
        .containsEntry("wider", "0")
        .containsEntry("outside", "")
        .containsEntry("touching", "")
        .containsEntry("small", "")
        .containsEntry("alerts", "1");
    assertThat(Double.parseDouble(measured.get("contrast"))).isGreaterThan(CONTRAST_MIN);
  }
}
