package dev.headgate.headers.structured;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Reads whole fields by the algorithms of RFC 9651, section 4.2, within bounds. */
final class FieldParser {

  private final Cursor cursor;
  private final BareItemParser bare;
  private final ParseBounds bounds;

  FieldParser(String text, ParseBounds bounds) {
    this.cursor = new Cursor(text);
    this.bare = new BareItemParser(cursor);
    this.bounds = bounds;
    cursor.skipSpaces();
  }

  SfList list() throws StructuredFieldException {
    List<Member> members = new ArrayList<>();
    while (!cursor.atEnd()) {
      members.add(member());
      requireAtMost(bounds.membersMax(), members.size(), "members");
      nextMember();
    }
    return new SfList(members);
  }

  SfDictionary dictionary() throws StructuredFieldException {
    LinkedHashMap<String, Member> members = new LinkedHashMap<>();
    while (!cursor.atEnd()) {
      String key = bare.key();
      members.put(key, cursor.skip('=') ? member() : new Item(SfBoolean.TRUE, parameters()));
      requireAtMost(bounds.membersMax(), members.size(), "members");
      nextMember();
    }
    return new SfDictionary(members);
  }

  Item item() throws StructuredFieldException {
    Item item = parameterised();
    cursor.skipSpaces();
    if (!cursor.atEnd()) {
      throw cursor.failure("end of field");
    }
    return item;
  }

  /** Steps to the next member, or to the end; trailing whitespace is none, a trailing comma is. */
  private void nextMember() throws StructuredFieldException {
    cursor.skipWhitespace();
    if (cursor.atEnd()) {
      return;
    }
    cursor.require(',');
    cursor.skipWhitespace();
    if (cursor.atEnd()) {
      throw cursor.failure("a member after ','");
    }
  }

  private Member member() throws StructuredFieldException {
    return cursor.peek() == '(' ? innerList() : parameterised();
  }

  private InnerList innerList() throws StructuredFieldException {
    cursor.require('(');
    List<Item> items = new ArrayList<>();
    cursor.skipSpaces();
    while (!cursor.skip(')')) {
      items.add(parameterised());
      requireAtMost(bounds.itemsMax(), items.size(), "items of an inner list");
      if (cursor.peek() != ' ' && cursor.peek() != ')') {
        throw cursor.failure("' ' or ')'");
      }
      cursor.skipSpaces();
    }
    return new InnerList(items, parameters());
  }

  private Item parameterised() throws StructuredFieldException {
    return new Item(bare.bareItem(), parameters());
  }

  private Parameters parameters() throws StructuredFieldException {
    if (cursor.peek() != ';') {
      return Parameters.NONE;
    }
    LinkedHashMap<String, BareItem> values = new LinkedHashMap<>();
    while (cursor.skip(';')) {
      cursor.skipSpaces();
      String key = bare.key();
      values.put(key, cursor.skip('=') ? bare.bareItem() : SfBoolean.TRUE);
      requireAtMost(bounds.parametersMax(), values.size(), "parameters");
    }
    return new Parameters(values);
  }

  private void requireAtMost(int most, int count, String what) throws StructuredFieldException {
    if (count > most) {
      throw new StructuredFieldException(cursor.position(), count + " " + what, "at most " + most);
    }
  }
}
