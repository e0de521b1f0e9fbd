package dev.cordboard.sip.refer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.sip.message.CSeq;
import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.NameAddr;
import dev.cordboard.sip.message.SipMethod;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipUri;
import dev.cordboard.sip.message.Via;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/// What we write about transfers is read as it was meant; whatever else comes, is a result.
class ReferPropertyTest {
  @Property(tries = 300)
  void everyOrderIsReadAsItWasMeant(@ForAll("orders") ReferOrder order) {
    var user = SipUri.parse(order.uri()).orElseThrow().userName();

    var read = ReferTo.in(refer(order.referTo()));

    assertThat(read)
        .isEqualTo(
            new ReferTo.Reading.Good(
                new ReferTo(user, order.uri(), Optional.empty(), order.headers())));
  }

  @Property(tries = 300)
  void everyReplacesReadsBack(@ForAll("replaces") Replaces replaces) {
    assertThat(Replaces.parse(replaces.text())).contains(replaces);
    var embedded = UriHeaders.text(Map.of("Replaces", replaces.text()));

    assertThat(ReferTo.in(refer("<sip:a@b?" + embedded + ">")))
        .isInstanceOfSatisfying(
            ReferTo.Reading.Good.class,
            good -> assertThat(good.target().replaces()).contains(replaces));
  }

  @Property(tries = 500)
  void everyReferToIsAResult(@ForAll("garbage") String value) {
    assertThat(ReferTo.in(refer("<sip:a@b?" + value + ">"))).isNotNull();
    assertThat(ReferTo.in(refer(value))).isNotNull();
    assertThat(Replaces.parse(value)).isNotNull();
  }

  @Property
  void everyStatusReadsBack(@ForAll @IntRange(min = 100, max = 699) int status) {
    var fragment = new SipFragment(status);

    assertThat(SipFragment.parse(fragment.toBytes())).contains(fragment);
  }

  @Property(tries = 500)
  void everyBodyIsAResult(@ForAll byte[] body) {
    assertThat(SipFragment.parse(body)).isNotNull();
  }

  @Provide
  Arbitrary<ReferOrder> orders() {
    return Combinators.combine(users(), headers())
        .as(
            (user, headers) ->
                new ReferOrder(SipUri.of(user, "198.51.100.7", 5060).text(), "", headers));
  }

  private static Arbitrary<String> users() {
    return Arbitraries.strings()
        .withChars("+019azAZ;:@/%?& \u00e4<>\"")
        .ofMinLength(1)
        .ofMaxLength(12);
  }

  private static Arbitrary<Map<String, String>> headers() {
    var names = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(5);
    var values = Arbitraries.strings().withChars("az09=&?;%+ \"<>\u00e4").ofMaxLength(12);
    return Arbitraries.maps(names.map(name -> "X-MS-Custom-" + name.toUpperCase()), values)
        .ofMaxSize(5)
        .map(TreeMap::new);
  }

  @Provide
  Arbitrary<Replaces> replaces() {
    var words =
        Arbitraries.strings().withChars("azAZ09-._@%!~*'()[]{}:/?").ofMinLength(1).ofMaxLength(20);
    return Combinators.combine(words, words, words, Arbitraries.of(true, false)).as(Replaces::new);
  }

  @Provide
  Arbitrary<String> garbage() {
    return Arbitraries.oneOf(
            Arbitraries.of(
                "<",
                ">",
                "sip:",
                "a@b",
                "?",
                "&",
                "=",
                "%",
                "%3B",
                "%00",
                "%C3",
                "Replaces",
                ";",
                "to-tag",
                "from-tag",
                "1",
                ",",
                "\"",
                "\\",
                " ",
                "X-MS-Custom-A",
                "http:",
                "method"),
            Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(2))
        .list()
        .ofMaxSize(20)
        .map(pieces -> String.join("", pieces));
  }

  private static SipRequest refer(String referTo) {
    return SipRequest.builder(SipMethod.REFER, SipUri.of("b", "198.51.100.1", -1))
        .pushVia(Via.of("UDP", "198.51.100.2", 5060, "z9hG4bKa"))
        .from(NameAddr.of(SipUri.of("a", "198.51.100.2", -1)).withTag("1"))
        .to(NameAddr.of(SipUri.of("b", "198.51.100.1", -1)).withTag("2"))
        .callId("c")
        .cSeq(new CSeq(2, SipMethod.REFER))
        .set(HeaderName.REFER_TO, referTo)
        .build();
  }
}
