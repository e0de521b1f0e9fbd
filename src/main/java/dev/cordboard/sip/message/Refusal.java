package dev.cordboard.sip.message;

import java.util.List;
import java.util.Optional;

/// The stateless answer to a request that could not be read: the fields that a response copies (RFC
/// 3261 §8.2.6.2), as far as they were found, as the peer wrote them.
public final class Refusal {
  private static final Refusal SILENCE = new Refusal(0, List.of(), List.of(), "");

  private final int status;
  private final List<Via> topVias;
  private final List<Header> echo;
  private final String tag;

  /// @param topVias the values of the first Via field when it can be read, which then is not part
  ///   of `echo`
  Refusal(int status, List<Via> topVias, List<Header> echo, String tag) {
    this.status = status;
    this.topVias = topVias;
    this.echo = echo;
    this.tag = tag;
  }

  static Refusal silence() {
    return SILENCE;
  }

  /// The status to answer; 0: answer nothing.
  public int status() {
    return status;
  }

  /// Where the request says it came from; empty when its Via is what could not be read. Then only
  /// the packet's source address is left to answer to.
  public Optional<Via> topVia() {
    return topVias.isEmpty() ? Optional.empty() : Optional.of(topVias.getFirst());
  }

  /// The answer as it goes on the wire.
  ///
  /// @param received the address and port that the request came from, for the top Via (RFC 3581)
  public byte[] toBytes(String received, int rport) {
    var out = new MessageBuffer(512);
    out.put("SIP/2.0 " + status + " " + ReasonPhrases.of(status));
    out.endLine();
    for (int i = 0; i < topVias.size(); i++) {
      var via = topVias.get(i);
      Header.of(i == 0 ? via.receivedFrom(received, rport) : via).writeTo(out);
    }
    for (var header : echo) {
      writeEcho(header, out);
    }
    out.put("Content-Length: 0");
    out.endLine();
    out.endLine();
    return out.toBytes();
  }

  /// Only a To that can be read gets a tag; nobody could find it in another.
  private void writeEcho(Header header, MessageBuffer out) {
    if (header.kind() == HeaderName.TO) {
      var to = NameAddr.parse(header.value());
      if (to.isPresent() && to.get().tag().isEmpty()) {
        Header.of(HeaderName.TO, to.get().withTag(tag)).writeTo(out);
        return;
      }
    }
    header.writeTo(out);
  }
}
