package dev.cordboard.sdp;

import dev.cordboard.sdp.SessionDescription.Parsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads one description, line by line, and stops at the first fault.
///
/// Strict in framing (a letter, `=`, no control characters), lenient in what devices get wrong: a
/// missing `s=` or `t=`, bare LF as the end of a line, lines out of order.
final class SdpParser {
  /// The attributes that somebody here reads; the rest is counted and skipped, so that a hostile
  /// text of many small lines costs little memory.
  private static final List<String> KNOWN =
      List.of(
          "rtpmap",
          "fmtp",
          "sendrecv",
          "sendonly",
          "recvonly",
          "inactive",
          "ptime",
          "maxptime",
          "rtcp",
          "rtcp-mux",
          "mid",
          "group",
          "setup",
          "fingerprint",
          "crypto",
          "ice-ufrag",
          "ice-pwd",
          "ice-lite",
          "candidate");

  private static final Map<String, SdpAttribute> FLAGS =
      KNOWN.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), SdpAttribute::flag));

  private final String text;
  private final SdpLimits limits;
  private final List<SdpAttribute> sessionAttributes = new ArrayList<>();
  private final List<MediaDescription> media = new ArrayList<>();
  private @Nullable Origin origin;
  private String connection = "";
  private @Nullable String fault;
  private int attributeCount;

  private @Nullable MediaDescription openSection;
  private List<SdpAttribute> sectionAttributes = new ArrayList<>();
  private @Nullable String sectionConnection;

  SdpParser(String text, SdpLimits limits) {
    this.text = text;
    this.limits = limits;
  }

  Parsed parse() {
    if (!startsWithVersion()) {
      return new Parsed.Malformed("does not start with v=0");
    }
    int at = 0;
    while (at < text.length() && fault == null) {
      int end = text.indexOf('\n', at);
      int next = end < 0 ? text.length() : end + 1;
      int stop = end < 0 ? text.length() : end;
      line(at, stop > at && text.charAt(stop - 1) == '\r' ? stop - 1 : stop);
      at = next;
    }
    closeSection();
    if (fault == null && origin == null) {
      fault = "no o= line";
    }
    return fault == null && origin != null
        ? new Parsed.Description(
            new SessionDescription(origin, connection, sessionAttributes, media))
        : new Parsed.Malformed(fault == null ? "no o= line" : fault);
  }

  private boolean startsWithVersion() {
    return text.startsWith("v=0\r\n") || text.startsWith("v=0\n");
  }

  private void line(int start, int end) {
    if (start == end) {
      return; // An empty line: some devices end with one.
    }
    if (end - start < 2 || text.charAt(start + 1) != '=' || hasControl(start, end)) {
      fault = "not a line of the form x=…";
      return;
    }
    switch (text.charAt(start)) {
      case 'o' -> origin(start + 2, end);
      case 'c' -> connection(start + 2, end);
      case 'a' -> attribute(start + 2, end);
      case 'm' -> media(start + 2, end);
      default -> {}
    }
  }

  private boolean hasControl(int start, int end) {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c < ' ' && c != '\t') {
        return true;
      }
    }
    return false;
  }

  private void origin(int start, int end) {
    var words = words(start, end, 6);
    if (words.size() != 6 || origin != null || openSection != null) {
      fault = "o= line";
      return;
    }
    origin = new Origin(words.get(0), words.get(1), words.get(2), words.get(5));
  }

  private void connection(int start, int end) {
    if (!text.startsWith("IN IP4 ", start) && !text.startsWith("IN IP6 ", start)) {
      fault = "c= line";
    } else if (openSection == null && connection.isEmpty()) {
      connection = address(start + "IN IP4 ".length(), end);
    } else if (openSection != null && sectionConnection == null) {
      sectionConnection = address(start + "IN IP4 ".length(), end);
    }
  }

  /// The address without what may follow it: a multicast scope, of no use to us.
  private String address(int start, int end) {
    int at = start;
    while (at < end && text.charAt(at) == ' ') {
      at++;
    }
    int stop = at;
    while (stop < end && text.charAt(stop) != ' ' && text.charAt(stop) != '/') {
      stop++;
    }
    if (stop == at) {
      fault = "c= line";
    }
    return text.substring(at, stop);
  }

  private void attribute(int start, int end) {
    if (++attributeCount > limits.attributes()) {
      fault = "more than " + limits.attributes() + " attributes";
      return;
    }
    int colon = text.indexOf(':', start, end);
    int nameEnd = colon < 0 ? end : colon;
    for (var name : KNOWN) {
      if (name.length() == nameEnd - start && text.startsWith(name, start)) {
        var list = openSection == null ? sessionAttributes : sectionAttributes;
        list.add(attribute(name, colon < 0 ? "" : text.substring(colon + 1, end).strip()));
        return;
      }
    }
  }

  private static SdpAttribute attribute(String name, String value) {
    return value.isEmpty()
        ? Objects.requireNonNull(FLAGS.get(name))
        : new SdpAttribute(name, value);
  }

  private void media(int start, int end) {
    closeSection();
    if (media.size() == limits.mediaSections()) {
      fault = "more than " + limits.mediaSections() + " media sections";
      return;
    }
    var words = words(start, end, 4);
    int port = words.size() < 4 ? -1 : port(words.get(1));
    if (port < 0) {
      fault = "m= line";
      return;
    }
    attributeCount = 0;
    openSection =
        new MediaDescription(words.get(0), port, words.get(2), words.get(3), "", List.of());
  }

  /// `port` or `port/count`; the count (RFC 8866 §5.14) is of no use to us.
  private static int port(String word) {
    int slash = word.indexOf('/');
    return Digits.parse(slash < 0 ? word : word.substring(0, slash), 65535);
  }

  private void closeSection() {
    var section = openSection;
    if (section == null || fault != null) {
      return;
    }
    var address = sectionConnection == null ? connection : sectionConnection;
    if (address.isEmpty() && section.port() != 0) {
      fault = "no c= line for " + section.type();
      return;
    }
    media.add(
        new MediaDescription(
            section.type(),
            section.port(),
            section.protocol(),
            section.formats(),
            address,
            sectionAttributes));
    openSection = null;
    sectionConnection = null;
    sectionAttributes = new ArrayList<>();
  }

  /// At most `max` words; the last one takes the rest of the line, without space at its end.
  private List<String> words(int start, int end, int max) {
    var found = new ArrayList<String>(max);
    int at = start;
    while (at < end && found.size() < max) {
      while (at < end && text.charAt(at) == ' ') {
        at++;
      }
      int space = text.indexOf(' ', at, end);
      int stop = space < 0 || found.size() == max - 1 ? end : space;
      var word = text.substring(Math.min(at, stop), stop).stripTrailing();
      if (!word.isEmpty()) {
        found.add(word);
      }
      at = stop + 1;
    }
    return found;
  }
}
