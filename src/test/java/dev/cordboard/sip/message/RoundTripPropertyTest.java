package dev.cordboard.sip.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.config.SipLimits;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever can be built, is read back as it was; whatever bytes come, are a result.
class RoundTripPropertyTest {
  private final SipParser parser = new SipParser(SipLimits.defaults());

  @Property(tries = 300)
  void everyUriReadsBack(@ForAll("uris") SipUri uri) {
    assertThat(SipUri.parse(uri.text())).hasValue(uri);
  }

  @Property(tries = 300)
  void everyAddressReadsBack(@ForAll("addresses") NameAddr address) {
    assertThat(NameAddr.parse(address.text())).hasValue(address);
  }

  @Property(tries = 300)
  void everyRequestReadsBack(@ForAll("requests") SipRequest request) {
    var parsed = parser.datagram(request.toBytes());

    assertThat(parsed)
        .isInstanceOfSatisfying(
            Parsed.Message.class, read -> SameMessage.assertSame(read.message(), request));
  }

  @Property(tries = 300)
  void everyAnswerReadsBack(@ForAll("requests") SipRequest request) {
    var response = request.response(486).build();

    assertThat(parser.frame(response.toBytes()))
        .isInstanceOfSatisfying(
            Parsed.Message.class, read -> SameMessage.assertSame(read.message(), response));
  }

  @Property(tries = 500)
  void everyDamagedMessageIsAResult(@ForAll("damaged") byte[] bytes) {
    FuzzedMessages.check(bytes);
  }

  @Property(tries = 500)
  void everyCutMessageIsAResult(@ForAll("requests") SipRequest request, @ForAll int position) {
    var bytes = request.toBytes();

    FuzzedMessages.check(Arrays.copyOf(bytes, Math.floorMod(position, bytes.length)));
  }

  @Provide
  Arbitrary<byte[]> damaged() {
    return Combinators.combine(requests(), Arbitraries.integers(), Arbitraries.bytes())
        .as(
            (request, position, damage) -> {
              var bytes = request.toBytes();
              bytes[Math.floorMod(position, bytes.length)] = damage;
              return bytes;
            });
  }

  @Provide
  Arbitrary<SipUri> uris() {
    var users = Arbitraries.strings().ofMinLength(1).ofMaxLength(12);
    var ports = Arbitraries.integers().between(-1, 65_535);
    var flags = Arbitraries.of("lr", "transport=tcp", "user=phone", "x=%41");
    return Combinators.combine(users, hosts(), ports, flags.list().ofMaxSize(3))
        .as(
            (user, host, port, parameters) ->
                parameters.stream()
                    .map(each -> each.split("=", 2))
                    .reduce(
                        SipUri.of(clean(user), host, port),
                        (uri, each) -> uri.with(each[0], each.length > 1 ? each[1] : ""),
                        (one, other) -> other));
  }

  @Provide
  Arbitrary<NameAddr> addresses() {
    var names = Arbitraries.strings().ofMaxLength(12).map(RoundTripPropertyTest::clean);
    var tags = Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(8);
    return Combinators.combine(names, uris(), tags)
        .as((name, uri, tag) -> NameAddr.of(name, uri).withTag(tag));
  }

  @Provide
  Arbitrary<SipRequest> requests() {
    var methods = Arbitraries.of("INVITE", "OPTIONS", "REGISTER", "NEW-!method");
    var values =
        Arbitraries.strings().ofMinLength(1).ofMaxLength(20).map(RoundTripPropertyTest::clean);
    var bodies = Arbitraries.strings().ofMaxLength(40);
    return Combinators.combine(methods, addresses(), addresses(), values, bodies, branches())
        .as(
            (method, from, to, value, body, branch) ->
                SipRequest.builder(new SipMethod(method), to.uri())
                    .pushVia(Via.of("UDP", "192.0.2.1", 5060, branch))
                    .from(from)
                    .to(to)
                    .callId("c1")
                    .cSeq(new CSeq(1, new SipMethod(method)))
                    .addresses(HeaderName.ROUTE, List.of(from, to))
                    .add("X-Anything", value.strip())
                    .body("text/plain", body.getBytes(UTF_8))
                    .build());
  }

  private static Arbitrary<String> branches() {
    return Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(10);
  }

  private static Arbitrary<String> hosts() {
    return Arbitraries.of("example.com", "192.0.2.1", "2001:db8::1", "[::1]", "a_b");
  }

  /// What the constructors refuse anyway, and half characters, which no UTF-8 can carry.
  private static String clean(String text) {
    return text.replaceAll("[\\p{Cntrl}\\x{D800}-\\x{DFFF}]", "x");
  }
}
