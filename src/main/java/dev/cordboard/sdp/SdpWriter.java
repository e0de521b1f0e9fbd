package dev.cordboard.sdp;

import java.util.List;

/// Writes a description in the order that RFC 8866 §5 asks for.
final class SdpWriter {
  private SdpWriter() {}

  static String write(SessionDescription description) {
    var out = new StringBuilder(256);
    var origin = description.origin();
    out.append("v=0\r\no=").append(origin.username()).append(' ').append(origin.sessionId());
    out.append(' ').append(origin.version()).append(" IN ").append(typed(origin.address()));
    out.append("\r\ns=-\r\n");
    connection(out, description.connection());
    out.append("t=0 0\r\n");
    attributes(out, description.attributes());
    for (var section : description.media()) {
      section(out, section, description.connection());
    }
    return out.toString();
  }

  private static void section(StringBuilder out, MediaDescription section, String inherited) {
    out.append("m=").append(section.type()).append(' ').append(section.port()).append(' ');
    out.append(section.protocol()).append(' ').append(section.formats()).append("\r\n");
    if (!section.connection().equals(inherited)) {
      connection(out, section.connection());
    }
    attributes(out, section.attributes());
  }

  private static void connection(StringBuilder out, String address) {
    if (!address.isEmpty()) {
      out.append("c=IN ").append(typed(address)).append("\r\n");
    }
  }

  private static void attributes(StringBuilder out, List<SdpAttribute> attributes) {
    for (var attribute : attributes) {
      out.append("a=").append(attribute.name());
      if (!attribute.value().isEmpty()) {
        out.append(':').append(attribute.value());
      }
      out.append("\r\n");
    }
  }

  private static String typed(String address) {
    return (address.indexOf(':') >= 0 ? "IP6 " : "IP4 ") + address;
  }
}
