package dev.headgate.server.config;

import dev.headgate.policy.registry.Registry;
import dev.headgate.policy.yaml.Section;
import dev.headgate.server.registry.Identifier;
import dev.headgate.server.registry.IdentitySettings;
import dev.headgate.server.registry.KeySet;
import dev.headgate.server.registry.TokenSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code identity}. */
final class IdentityReader {
  private final Reader reader;

  IdentityReader(Reader reader) {
    this.reader = reader;
  }

  IdentitySettings read(Section section) {
    IdentitySettings usual = IdentitySettings.USUAL;
    String[] texts = {usual.apiKeyField(), "", ""};
    reader.text(section, "apiKeyField", value -> texts[0] = value);
    reader.text(section, "host", value -> texts[1] = value);
    reader.text(section, "path", value -> texts[2] = value);
    boolean[] flags = {usual.basic(), usual.anonymous(), usual.unregistered()};
    reader.flag(section, "basic", value -> flags[0] = value);
    reader.flag(section, "anonymous", value -> flags[1] = value);
    reader.flag(section, "unregistered", value -> flags[2] = value);
    IdentitySettings settings =
        new IdentitySettings(
            texts[0],
            tokens(section),
            flags[0],
            reader.texts(section, "fields"),
            texts[1].isEmpty() ? null : texts[1],
            texts[2].isEmpty() ? null : texts[2],
            flags[1],
            flags[2]);
    check(section, settings);
    section.finish();
    return settings;
  }

  /** What only the identifier itself can judge: patterns and the key set. */
  private void check(Section section, IdentitySettings settings) {
    try {
      new Identifier(settings, () -> Registry.EMPTY);
    } catch (IllegalArgumentException wrong) {
      reader.problems().add(section.place("tokens"), String.valueOf(wrong.getMessage()));
    }
  }

  private @Nullable TokenSettings tokens(Section section) {
    Section tokens = reader.section(section, "tokens");
    if (tokens == null) {
      return null;
    }
    Path file = reader.file(tokens.need("keySet"), true);
    String issuer = reader.needed(tokens, "issuer");
    String audience = reader.needed(tokens, "audience");
    var claims = reader.texts(tokens, "claims");
    KeySet keys = file == null ? null : keys(tokens, file);
    tokens.finish();
    return keys == null ? null : new TokenSettings(keys, issuer, audience, claims);
  }

  private @Nullable KeySet keys(Section tokens, Path file) {
    try {
      return KeySet.in(file);
    } catch (IllegalArgumentException wrong) {
      reader.problems().add(tokens.place("keySet"), String.valueOf(wrong.getMessage()));
      return null;
    }
  }
}
