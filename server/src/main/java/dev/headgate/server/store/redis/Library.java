package dev.headgate.server.store.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A library of functions whose name says what is in it, so that two versions of this program each
 * find their own on one server.
 *
 * @param name of the library and its one function
 * @param code to load
 */
record Library(String name, String code) {
  private static final int NAME_DIGITS = 16;
  private static final String NAME = "@LIBRARY@";

  static Library of(String text) {
    String name = "headgate_" + digest(text).substring(0, NAME_DIGITS);
    return new Library(name, text.replace(NAME, name));
  }

  private static String digest(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new AssertionError("every platform has SHA-256", missing);
    }
  }
}
