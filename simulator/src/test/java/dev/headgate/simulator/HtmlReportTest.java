package dev.headgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.policy.Policy;
import dev.headgate.simulator.answer.Fullness;
import dev.headgate.simulator.answer.Stretch;
import dev.headgate.simulator.answer.Tally;
import dev.headgate.simulator.page.HtmlReport;
import dev.headgate.simulator.report.JsonReport;
import dev.headgate.simulator.report.Names;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The page is read back as XML, which forgives nothing, and its numbers are held to the sums. */
class HtmlReportTest extends Replays {
  private static final long START = 1_772_442_000L;
  private static final String SCRIPT = "<script>alert(1)</script>";
  private static final String AND = "a & \"b\" 'c' \u202Eevil";

  private static final String POLICY =
      """
      quotas: { hour: { per: app, amount: 500, every: hour } }
      limits: { burst: { unit: points, bucket: { amount: 2, every: 1s, capacity: 60 } } }
      """;

  private static final String MAPPING =
      """
      time: time
      call: { path: path }
      caller: { app: app, kind: kind }
      cost: { points: { column: points } }
      groups: [kind]
      """;

  private static String log() {
    StringBuilder log = new StringBuilder("time,path,app,kind,points,unmapped\n");
    List<String> apps = List.of("app-a", SCRIPT, "\"" + AND.replace("\"", "\"\"") + "\"", "app-d");
    for (int second = 0; second < 100_000; second += 40) {
      int app = second / 40 % 7 % apps.size();
      log.append(
          "%d,/a?token=hidden-%d,%s,%s,%d,nobody-sees-this\n"
              .formatted(
                  START + second, second, apps.get(app), app == 0 ? "paid" : "free", 1 + app * 17));
    }
    return log.toString();
  }

  private Ran ran(Names names) throws Exception {
    return run(policy(POLICY), mapping(MAPPING), logs(log()), names);
  }

  private static Document read(String page) throws Exception {
    String xml = page.substring(page.indexOf('\n') + 1);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  private static List<Element> elements(NodeList nodes) {
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  private static List<Element> within(Element element, String name) {
    return elements(element.getElementsByTagName(name));
  }

  /** The rows of the table under a heading, without its head, each as its cells. */
  private static List<List<String>> table(Document page, String heading) {
    for (Element figure : elements(page.getElementsByTagName("figure"))) {
      if (within(figure, "h3").getFirst().getTextContent().equals(heading)) {
        List<List<String>> rows = new ArrayList<>();
        for (Element row : within(within(figure, "tbody").getFirst(), "tr")) {
          List<String> cells = new ArrayList<>();
          within(row, "th").forEach(cell -> cells.add(cell.getTextContent()));
          within(row, "td").forEach(cell -> cells.add(cell.getTextContent()));
          rows.add(cells);
        }
        return rows;
      }
    }
    throw new AssertionError("no picture called " + heading);
  }

  private static List<String> column(List<List<String>> rows, int number) {
    return rows.stream().map(row -> row.get(number)).toList();
  }

  private static String shown(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  @Test
  void theNumbersBehindThePicturesAreTheSums() throws Exception {
    Ran ran = ran(Names.plain());

    Document page = read(HtmlReport.of(ran.report()));

    Tally tally = ran.simulation().tally();
    List<Stretch> hours = tally.course().stretches();
    List<List<String>> points = table(page, "Points per hour");
    assertThat(column(points, 1)).isEqualTo(each(hours, h -> h.points() - h.refusedPoints()));
    assertThat(column(points, 2)).isEqualTo(each(hours, Stretch::refusedPoints));
    List<List<String>> fullest = table(page, "“hour” hour by hour: the fullest app");
    assertThat(column(fullest, 1)).isEqualTo(each(hours, h -> Math.min(500, h.asked(1))));
    assertThat(column(fullest, 2)).isEqualTo(each(hours, h -> Math.max(0, h.asked(1) - 500)));
    assertThat(column(fullest, 3)).containsOnly("500");
    assertThat(column(table(page, "How many use how much of “hour”"), 1))
        .isEqualTo(Fullness.of(tally).get(1).bands().stream().map(b -> shown(b.apps())).toList());
    long refusals =
        table(page, "When calls are refused").stream()
            .mapToLong(row -> Long.parseLong(row.get(2).replace(",", "")))
            .sum();
    assertThat(refusals).isEqualTo(tally.total().refused()).isPositive();
    long ofApps =
        table(page, "Whose calls are refused, and when").stream()
            .mapToLong(row -> Long.parseLong(row.get(2).replace(",", "")))
            .sum();
    assertThat(ofApps).isEqualTo(tally.total().refused());
  }

  private static List<String> each(List<Stretch> hours, Function<Stretch, Long> number) {
    return hours.stream().map(number).map(HtmlReportTest::shown).toList();
  }

  @Test
  void theAnswerComesFirstAndInWords() throws Exception {
    Ran ran = ran(Names.plain());

    Document page = read(HtmlReport.of(ran.report()));

    String first = within(page.getDocumentElement(), "section").getFirst().getTextContent();
    assertThat(first)
        .contains("The answer")
        .contains("of 2,500 calls would have been refused")
        .contains("Limit “hour”: 2 of 4 apps are always within it (50.0 %); kind=free: 1 of 3")
        .contains("kind=paid: 1 of 1 (100.0 %)")
        .contains("Hurt first: ")
        .contains("Hurt most: ");
  }

  @Test
  void whatNamesSayIsTextAndNothingElse() throws Exception {
    String text = HtmlReport.of(ran(Names.plain()).report());

    Document page = read(text);

    assertThat(page.getElementsByTagName("script").getLength()).isZero();
    assertThat(text).doesNotContain("<script").contains("&lt;script&gt;").doesNotContain("\u202E");
    assertThat(page.getDocumentElement().getTextContent())
        .contains(SCRIPT)
        .contains("a & \"b\" 'c' \uFFFDevil");
  }

  @Test
  void nothingIsLoadedAndWhatIsNotMappedIsNotThere() throws Exception {
    String page = HtmlReport.of(ran(Names.plain()).report());

    assertThat(page)
        .doesNotContain("hidden-")
        .doesNotContain("nobody-sees-this")
        .doesNotContain("src=")
        .doesNotContain("href=")
        .doesNotContain("url(")
        .doesNotContain("@import")
        .contains("default-src &#39;none&#39;");
    assertThat(page.replace("http://www.w3.org/1999/xhtml", "")).doesNotContain("://");
  }

  @Test
  void pseudonymsReplaceTheNamesOfCallersEverywhere() throws Exception {
    byte[] key = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);

    String page = HtmlReport.of(ran(Names.pseudonyms(key)).report());

    assertThat(page).doesNotContain("app-a").doesNotContain("alert").contains("p-");
  }

  @Test
  void theSameReportGivesTheSameBytes() throws Exception {
    String first = HtmlReport.of(ran(Names.plain()).report());

    assertThat(HtmlReport.of(ran(Names.plain()).report())).isEqualTo(first);
  }

  @Test
  void aPartialAnswerIsMarkedAndALogWithoutCallsHasAPageToo() throws Exception {
    String broken = "time,path,app,kind,points\n";
    Ran empty = run(policy(POLICY), mapping(MAPPING), logs(broken));
    Ran partial = run(policy(POLICY), mapping(MAPPING), logs(log() + "what\n".repeat(100)));

    assertThat(read(HtmlReport.of(empty.report())).getDocumentElement().getTextContent())
        .contains("There were no calls");
    assertThat(read(HtmlReport.of(partial.report())).getDocumentElement().getTextContent())
        .contains("Partial: this is about less than the whole input.")
        .contains("100 of 2,600 lines cannot be read");
  }

  @Test
  void aLongLogIsDrawnInWeeksAndWhereItIsLongerThanAYearInLongerStretches() throws Exception {
    StringBuilder log = new StringBuilder("time,path,app,kind,points\n");
    for (int day = 0; day < 3 * 365; day++) {
      log.append(
          "%d,/a,app-a,free,300\n%d,/a,app-a,free,300\n"
              .formatted(START + day * 86_400L, START + day * 86_400L + 9));
    }
    String whole = log.toString();
    String year = whole.lines().limit(200).reduce("", (a, b) -> a + b + "\n");

    Policy hourly = policy("quotas: { hour: { per: app, amount: 500, every: hour } }\n");
    Ran short_ = run(hourly, mapping(MAPPING), logs(year));
    Ran long_ = run(hourly, mapping(MAPPING), logs(whole));

    assertThat(table(read(HtmlReport.of(short_.report())), "When calls are refused").getFirst())
        .containsExactly("from 2 Mar 2026", "09:00", "7");
    assertThat(long_.simulation().tally().course().width()).isEqualTo(4 * 3_600_000_000L);
    assertThat(
            long_.simulation().tally().course().stretches().stream()
                .mapToLong(Stretch::calls)
                .sum())
        .isEqualTo(2 * 3 * 365);
    assertThat(HtmlReport.of(long_.report())).contains("Points per 4 hours");
    assertThat(JsonReport.of(long_.report())).contains("\"course\":{\"seconds\":14400");
  }
}
