package dev.headgate.server.gateway;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A client of HTTP/2 with prior knowledge that writes whatever frames it is told to. */
final class Http2Wire implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RESET = 3;
  static final int SETTINGS = 4;
  static final int GOAWAY = 7;
  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;

  /** One frame as it came. */
  @SuppressWarnings("ArrayRecordComponent") // frames are read, not compared
  record Frame(int type, int flags, int stream, byte[] payload) {
    boolean endsStream() {
      return (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
    }
  }

  private final Wire wire;
  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();

  Http2Wire(int port) throws IOException {
    wire = Wire.to(port);
    wire.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    write(SETTINGS, 0, 0, new byte[0]);
  }

  void write(int type, int flags, int stream, byte[] payload) throws IOException {
    byte[] frame = new byte[9 + payload.length];
    frame[0] = (byte) (payload.length >> 16);
    frame[1] = (byte) (payload.length >> 8);
    frame[2] = (byte) payload.length;
    frame[3] = (byte) type;
    frame[4] = (byte) flags;
    frame[7] = (byte) (stream >> 8);
    frame[8] = (byte) stream;
    System.arraycopy(payload, 0, frame, 9, payload.length);
    wire.write(frame);
  }

  /** A header block of literals, names and values in turn, nothing checked. */
  static byte[] block(String... namesAndValues) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < namesAndValues.length; i++) {
      if (i % 2 == 0) {
        block.write(0);
      }
      byte[] text = namesAndValues[i].getBytes(StandardCharsets.ISO_8859_1);
      block.write(text.length);
      block.writeBytes(text);
    }
    return block.toByteArray();
  }

  void request(int stream, boolean ends, String... namesAndValues) throws IOException {
    write(HEADERS, END_HEADERS | (ends ? END_STREAM : 0), stream, block(namesAndValues));
  }

  void get(int stream) throws IOException {
    request(
        stream, true, ":method", "GET", ":scheme", "http", ":path", "/x", ":authority", "api.test");
  }

  /** The next frame that is neither SETTINGS nor a window update or ping. */
  Frame read() throws IOException {
    while (true) {
      byte[] head = wire.readBytes(9);
      if (head.length < 9) {
        throw new EOFException("no further frame");
      }
      int length = (head[0] & 0xff) << 16 | (head[1] & 0xff) << 8 | (head[2] & 0xff);
      int stream = (head[7] & 0xff) << 8 | (head[8] & 0xff);
      Frame frame = new Frame(head[3], head[4], stream, wire.readBytes(length));
      if (frame.type() == DATA
          || frame.type() == HEADERS
          || frame.type() == RESET
          || frame.type() == GOAWAY) {
        return frame;
      }
    }
  }

  Http2Headers headers(Frame frame) throws Exception {
    return decoder.decodeHeaders(frame.stream(), Unpooled.wrappedBuffer(frame.payload()));
  }

  boolean isClosedByPeer() throws IOException {
    return wire.isClosedByPeer();
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
