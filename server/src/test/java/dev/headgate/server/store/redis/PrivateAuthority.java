package dev.headgate.server.store.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An authority that no machine trusts unless it is told to, made by openssl.
 *
 * @param folder of its files
 */
public record PrivateAuthority(Path folder) {
  private static final String NAME = "authority";

  /** Makes one. */
  public static PrivateAuthority in(Path folder) {
    PrivateAuthority made = new PrivateAuthority(folder);
    made.openssl(NAME, "CN=" + NAME, List.of("-addext", "basicConstraints=critical,CA:TRUE"));
    return made;
  }

  /**
   * A certificate with its key, in PEM.
   *
   * @param issuer certificate of the authority
   */
  public record Certificate(Path chain, Path key, Path issuer) {}

  /** Its own certificate. */
  public Path certificate() {
    return folder.resolve(NAME + ".pem");
  }

  /** Issues one for a host, such as {@code IP:127.0.0.1} or {@code DNS:localhost}. */
  public Certificate issue(String host) {
    String name = host.replace(':', '-');
    List<String> issued =
        List.of(
            "-CA",
            certificate().toString(),
            "-CAkey",
            folder.resolve(NAME + ".key").toString(),
            "-addext",
            "basicConstraints=CA:FALSE",
            "-addext",
            "subjectAltName=" + host);
    openssl(name, "CN=server", issued);
    return new Certificate(
        folder.resolve(name + ".pem"), folder.resolve(name + ".key"), certificate());
  }

  private void openssl(String name, String subject, List<String> more) {
    List<String> command = new ArrayList<>(List.of("openssl", "req", "-x509", "-nodes"));
    command.addAll(List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"));
    command.addAll(List.of("-keyout", folder.resolve(name + ".key").toString()));
    command.addAll(List.of("-out", folder.resolve(name + ".pem").toString()));
    command.addAll(List.of("-days", "2", "-subj", "/" + subject));
    command.addAll(more);
    try {
      Process openssl = new ProcessBuilder(command).redirectErrorStream(true).start();
      byte[] said = openssl.getInputStream().readAllBytes();
      if (openssl.waitFor() != 0) {
        throw new IllegalStateException("openssl: " + new String(said, StandardCharsets.UTF_8));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("openssl: (expected: Debian's package openssl)", failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
