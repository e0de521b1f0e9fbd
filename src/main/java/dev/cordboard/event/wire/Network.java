package dev.cordboard.event.wire;

import java.net.InetAddress;

/// A range of addresses in CIDR form, for example `10.0.0.0/8`.
record Network(byte[] prefix, int bits) {

  /// Reads a network.
  ///
  /// @throws IllegalArgumentException if the text is none
  static Network of(String text) {
    int slash = text.indexOf('/');
    try {
      var address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash)).getAddress();
      int most = address.length * 8;
      int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
      if (bits < 0 || bits > most) {
        throw new IllegalArgumentException("more bits than the address has");
      }
      return new Network(address, bits);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "not a network: " + text + " (write it as 10.0.0.0/8 or fd00::/8)", e);
    }
  }

  boolean contains(byte[] address) {
    if (address.length != prefix.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if (((address[bit / 8] ^ prefix[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
