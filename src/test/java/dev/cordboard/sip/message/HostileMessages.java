package dev.cordboard.sip.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/// One piece, repeated up to the size limit, at one place of a message: what stopped other parsers
/// for half a second of CPU, or made them allocate gigabytes.
final class HostileMessages {
  private static final List<String> PIECES =
      List.of(
          ";",
          ";a=",
          ";a=b",
          ",",
          " ",
          "\t",
          "\r\n ",
          "\r\n\t",
          "a",
          "%41",
          "%",
          "\"",
          "\\",
          "\\\"",
          "<",
          ">",
          "<sip:a>,",
          "sip:a@b,",
          "SIP/2.0/UDP a,",
          "@",
          ":",
          "[",
          "]",
          "[::",
          "?a=b&",
          "1",
          "=",
          "(",
          "\0",
          "\r",
          "\n",
          "ä",
          "\u0007",
          "a,b",
          "\"a\" <sip:b>;c,",
          "\r\nX: y",
          "\r\nVia: SIP/2.0/UDP a",
          "\r\nContact: <sip:a>",
          "\r\n\r\n",
          "Digest a=\"b\",");

  private static final List<String> PLACES =
      List.of(
          "\u0001INVITE sip:a@b SIP/2.0",
          "INVITE\u0001 sip:a@b SIP/2.0",
          "INVITE sip:\u0001a@b SIP/2.0",
          "INVITE sip:a@b\u0001 SIP/2.0",
          "INVITE sip:a@b SIP/2.0\u0001",
          "Via: \u0001SIP/2.0/UDP a;branch=z9hG4bK1",
          "Via: SIP/2.0/UDP a\u0001;branch=z9hG4bK1",
          "Via: SIP/2.0/UDP a;branch=z9hG4bK1\u0001",
          "From: \u0001<sip:a@b>;tag=1",
          "From: \"\u0001\" <sip:a@b>;tag=1",
          "From: <sip:a\u0001@b>;tag=1",
          "From: <sip:a@b\u0001>;tag=1",
          "From: <sip:a@b>;tag=1\u0001",
          "To: sip:a@b\u0001",
          "Call-ID: a\u0001",
          "CSeq: 1\u0001 INVITE",
          "CSeq: 1 INVITE\u0001",
          "Contact: <sip:a@b>\u0001",
          "Route: <sip:a@b;lr>\u0001",
          "Max-Forwards: 7\u0001",
          "X-Any\u0001: a",
          "X-Any: a\u0001",
          "Authorization: Digest a=b\u0001",
          "P-Asserted-Identity: <sip:a@b>\u0001",
          "Supported: a\u0001",
          "Refer-To: \u0001",
          "Refer-To: \u0001 <sip:a@b>",
          "Refer-To: <sip:a@b?\u0001>",
          "Refer-To: <sip:a@b?Replaces=a%3Bto-tag%3D1\u0001%3Bfrom-tag%3D2>",
          "Replaces: a\u0001;to-tag=1;from-tag=2",
          "Replaces: a;to-tag=1;from-tag=2\u0001",
          "Referred-By: <sip:a@b>\u0001",
          "Event: refer\u0001",
          "Subscription-State: active\u0001");

  private static final String REST =
      """
      Via: SIP/2.0/UDP a;branch=z9hG4bK1
      From: <sip:a@b>;tag=1
      To: <sip:a@b>
      Call-ID: c
      CSeq: 1 INVITE
      Contact: <sip:a@b>
      """
          .replace("\n", "\r\n");

  private HostileMessages() {}

  /// All of them, filled up to `size` bytes.
  static List<byte[]> all(int size) {
    var messages = new ArrayList<byte[]>();
    for (var place : PLACES) {
      for (var piece : PIECES) {
        messages.add(fill(withLine(place), piece, size));
      }
    }
    return messages;
  }

  /// The whole message with the place in it: its line in the stead of the one of the same name.
  private static String withLine(String place) {
    var start =
        place.contains("INVITE sip") || place.contains("INVITE\u0001")
            ? place
            : "INVITE sip:a@b SIP/2.0";
    if (place.startsWith("CSeq")) {
      start = "INVITE sip:a@b SIP/2.0";
    }
    var name = place.substring(0, place.indexOf(' ') + 1);
    var rest = REST.replaceFirst("(?m)^" + name + ".*\r\n", "");
    return start + "\r\n" + (start.equals(place) ? REST : place + "\r\n" + rest) + "\r\n";
  }

  private static byte[] fill(String message, String piece, int size) {
    int hole = message.indexOf('\u0001');
    int room = (size - message.length()) / piece.getBytes(UTF_8).length;
    var filled = message.substring(0, hole) + piece.repeat(room) + message.substring(hole + 1);
    return filled.getBytes(UTF_8);
  }
}
