package dev.headgate.server.gateway;

import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.util.List;

/**
 * The other end of one client connection.
 *
 * @param text the address as the X-Forwarded-For field writes it
 * @param trusted whether what the peer forwards is believed
 */
record Peer(InetAddress address, String text, boolean trusted, boolean secure) {

  static Peer of(InetAddress address, boolean secure, GatewaySettings.Forwarding forwarding) {
    return new Peer(
        address, address.getHostAddress(), trusts(forwarding.trustedPeers(), address), secure);
  }

  private static boolean trusts(List<AddressRange> ranges, InetAddress address) {
    for (AddressRange range : ranges) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The caller's address: the rightmost forwarded one that no trusted peer added; an entry that is
   * no address ends the walk, since nobody vouches for what stands left of it.
   */
  InetAddress clientAddress(HttpHeaders headers, GatewaySettings.Forwarding forwarding) {
    if (!trusted) {
      return address;
    }
    InetAddress client = address;
    String[] hops = String.join(",", headers.getAll(ForwardedFields.FOR)).split(",", -1);
    for (int i = hops.length - 1; i >= 0; i--) {
      InetAddress hop = AddressRange.parseAddress(hops[i].strip());
      if (hop == null) {
        return client;
      }
      client = hop;
      if (!trusts(forwarding.trustedPeers(), hop)) {
        return client;
      }
    }
    return client;
  }
}
