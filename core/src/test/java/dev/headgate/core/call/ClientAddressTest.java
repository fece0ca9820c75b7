package dev.headgate.core.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
  private static String attribute(String address) throws UnknownHostException {
    return ClientAddress.attribute(InetAddress.getByName(address));
  }

  @Test
  void anIpv4AddressIsTakenWhole() throws UnknownHostException {
    assertThat(attribute("192.0.2.17")).isEqualTo("192.0.2.17");
    assertThat(attribute("::ffff:192.0.2.17")).isEqualTo("192.0.2.17");
  }

  @Test
  void anIpv6AddressIsTakenByItsNetworkOf64Bits() throws UnknownHostException {
    assertThat(attribute("2001:db8:1:2:3:4:5:6")).isEqualTo("2001:db8:1:2::/64");
    assertThat(attribute("2001:db8:1:2:ffff::1")).isEqualTo("2001:db8:1:2::/64");
    assertThat(attribute("2001:db8:1:3::1")).isEqualTo("2001:db8:1:3::/64");
  }
}
