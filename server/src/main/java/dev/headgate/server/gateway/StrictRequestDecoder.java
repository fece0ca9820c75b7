package dev.headgate.server.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Netty's request decoder without its last leniencies: folded header lines and other separators
 * than one space in the request line are errors (RFC 9112 sections 3 and 5.2), because two readers
 * that differ in them see different requests.
 */
final class StrictRequestDecoder extends HttpRequestDecoder {
  private static final byte CR = '\r';
  private static final byte LF = '\n';
  private static final byte SPACE = ' ';

  private boolean inHead = true;
  private boolean folded;

  /** Bytes from the reader index on that were already looked at. */
  private int looked;

  private boolean lineEnded;
  private boolean lineBegun;

  StrictRequestDecoder(GatewaySettings.Sizes sizes) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(sizes.requestLineBytesMax())
            .setMaxHeaderSize(sizes.headerBytesMax())
            .setMaxChunkSize(Transport.PART_BYTES_MAX)
            .setStrictLineParsing(true));
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (inHead) {
      look(in);
    }
    int before = in.readerIndex();
    super.decode(ctx, in, out);
    looked = Math.max(0, looked - (in.readerIndex() - before));
    if (!out.isEmpty()) {
      decoded(out);
    }
  }

  private void decoded(List<Object> out) {
    if (folded && out.getFirst() instanceof HttpRequest request) {
      request.setDecoderResult(DecoderResult.failure(refused("a folded header line")));
    }
    inHead = out.getLast() instanceof LastHttpContent;
    if (inHead) {
      looked = 0;
      lineEnded = false;
      lineBegun = false;
    }
  }

  /** Looks for a line that begins with white space, up to the end of the header section. */
  private void look(ByteBuf in) {
    int end = in.writerIndex();
    int at = in.readerIndex() + looked;
    while (at < end) {
      if (lineEnded || !lineBegun) {
        byte first = in.getByte(at);
        if (first == SPACE || first == '\t') {
          folded = true;
          return;
        }
        if (lineBegun && first == CR) {
          return;
        }
        lineBegun |= first != CR && first != LF;
        lineEnded = false;
      }
      int lf = in.indexOf(at, end, LF);
      if (lf < 0) {
        break;
      }
      lineEnded = lineBegun;
      at = lf + 1;
    }
    looked = end - in.readerIndex();
  }

  @Override
  protected String splitFirstWordInitialLine(byte[] line, int start, int length) {
    expect(start == 0 && line[start + length] == SPACE);
    return super.splitFirstWordInitialLine(line, start, length);
  }

  @Override
  protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
    expect(line[start - 1] == SPACE && line[start - 2] != SPACE && line[start + length] == SPACE);
    return super.splitSecondWordInitialLine(line, start, length);
  }

  @Override
  protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
    expect(line[start - 1] == SPACE && line[start - 2] != SPACE);
    return super.splitThirdWordInitialLine(line, start, length);
  }

  private static void expect(boolean condition) {
    if (!condition) {
      throw refused("a request line whose parts are not parted by one space");
    }
  }

  private static IllegalArgumentException refused(String found) {
    return new IllegalArgumentException(found);
  }
}
