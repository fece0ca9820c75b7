package dev.headgate.server.records;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where records are kept. */
public sealed interface RecordsUrl {
  /** It for people, without a password. */
  String shown();

  /**
   * A file of this machine.
   *
   * @param file the file
   */
  record Sqlite(Path file) implements RecordsUrl {
    @Override
    public String shown() {
      return "sqlite:" + file;
    }
  }

  /**
   * A PostgreSQL server.
   *
   * @param host its name or address
   * @param port its port
   * @param database the name of the database
   * @param login who asks it
   * @param options of the driver, for example {@code sslmode}
   */
  record Postgres(String host, int port, String database, Login login, Map<String, String> options)
      implements RecordsUrl {
    public Postgres {
      options = Map.copyOf(options);
    }

    /** The same with another password. */
    public Postgres with(Secret password) {
      return new Postgres(host, port, database, new Login(login.user(), password), options);
    }

    @Override
    public String shown() {
      return "postgresql://" + login.user() + "@" + host + ":" + port + "/" + database;
    }
  }

  /**
   * Who asks a server.
   *
   * @param user name of the role
   * @param password its password, or {@link Secret#NONE}
   */
  record Login(String user, Secret password) {}

  /** The port of a server unless stated. */
  int PORT = 5_432;

  /** What may stand behind the question mark of a server's URL. */
  List<String> OPTIONS = List.of("sslmode", "sslrootcert", "sslcert", "sslkey");

  /** What a message expects. */
  String EXPECTED = " (expected: sqlite:FILE or postgresql://USER:PASSWORD@HOST:PORT/DATABASE)";

  /**
   * The place that a text names.
   *
   * @param folder in which a file lies that is not absolute
   * @throws IllegalArgumentException where it names none; the message shows no password
   */
  static RecordsUrl parse(String text, Path folder) {
    if (text.startsWith("sqlite:") && text.length() > "sqlite:".length()) {
      return file(text.substring("sqlite:".length()), folder);
    }
    if (text.startsWith("postgresql://") || text.startsWith("postgres://")) {
      return server(text);
    }
    throw new IllegalArgumentException("neither of the two" + EXPECTED);
  }

  private static RecordsUrl file(String name, Path folder) {
    try {
      return new Sqlite(folder.resolve(name).normalize());
    } catch (InvalidPathException wrong) {
      throw new IllegalArgumentException("no name of a file" + EXPECTED, wrong);
    }
  }

  private static RecordsUrl server(String text) {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException wrong) {
      // Its message would repeat the password.
      throw new IllegalArgumentException(
          "no URL; a password has %XX for what is no letter or digit" + EXPECTED);
    }
    String host = url.getHost();
    String path = url.getRawPath();
    String login = url.getRawUserInfo();
    if (host == null || login == null || path.length() < 2 || path.indexOf('/', 1) >= 0) {
      throw new IllegalArgumentException("host, user or database missing" + EXPECTED);
    }
    int colon = login.indexOf(':');
    String user = decoded(colon < 0 ? login : login.substring(0, colon));
    Secret password = colon < 0 ? Secret.NONE : new Secret(decoded(login.substring(colon + 1)));
    return new Postgres(
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        url.getPort() < 0 ? PORT : url.getPort(),
        decoded(path.substring(1)),
        new Login(user, password),
        options(url.getRawQuery() == null ? "" : url.getRawQuery()));
  }

  private static Map<String, String> options(String query) {
    Map<String, String> options = new TreeMap<>();
    for (String option : query.isEmpty() ? List.<String>of() : List.of(query.split("&"))) {
      int equals = option.indexOf('=');
      String name = equals < 0 ? option : option.substring(0, equals);
      if (!OPTIONS.contains(name) || equals < 0) {
        throw new IllegalArgumentException(
            "option " + decoded(name) + " (expected: " + String.join(", ", OPTIONS) + ")");
      }
      options.put(name, decoded(option.substring(equals + 1)));
    }
    return options;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
