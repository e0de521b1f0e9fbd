package dev.cordboard.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.sdp.OfferAnswer.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// RFC 3264 for one audio stream.
class OfferAnswerTest {
  private static final LocalStream LOCAL = local(List.of(Codec.values()));

  @Test
  void offersOurCodecsAndTelephoneEvent() {
    var offer = OfferAnswer.offer(local(LocalStream.preferring(Codec.PCMA)));

    assertThat(offer.toString())
        .isEqualTo(
            """
            v=0
            o=- 7 1 IN IP4 192.0.2.1
            s=-
            c=IN IP4 192.0.2.1
            t=0 0
            m=audio 4000 RTP/AVP 8 0 101
            a=rtpmap:8 PCMA/8000
            a=rtpmap:0 PCMU/8000
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-15
            a=ptime:20
            a=sendrecv
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void answersWithTheOfferersFavourite() {
    var agreed = answer("m=audio 5000 RTP/AVP 18 8 0 96\na=rtpmap:96 telephone-event/8000\n");

    assertThat(agreed.answer().media().getFirst().formats()).isEqualTo("8 96");
    assertThat(agreed.stream().send()).isEqualTo(new AgreedStream.Send(Codec.PCMA, 8, 96, 20));
    assertThat(agreed.stream().receive())
        .isEqualTo(new AgreedStream.Receive(List.of(new AgreedStream.Audio(8, Codec.PCMA)), 96));
    assertThat(agreed.stream().remote())
        .isEqualTo(new AgreedStream.Remote("192.0.2.9", 5000, 5001));
  }

  @Test
  void answersWithTheCodecOfTheOtherLegWhenItIsOffered() {
    var both = description("m=audio 5000 RTP/AVP 0 8\n");
    var one = description("m=audio 5000 RTP/AVP 0\n");

    assertThat(codec(OfferAnswer.answer(both, LOCAL, Codec.PCMA))).isEqualTo(Codec.PCMA);
    assertThat(codec(OfferAnswer.answer(one, LOCAL, Codec.PCMA))).isEqualTo(Codec.PCMU);
  }

  @Test
  void takesACodecOnADynamicPayloadType() {
    var agreed = answer("m=audio 5000 RTP/AVP 97\na=rtpmap:97 pcma/8000\n");

    assertThat(agreed.stream().send().payloadType()).isEqualTo(97);
    assertThat(agreed.answer().toString()).contains("a=rtpmap:97 pcma/8000");
  }

  @Test
  void believesTheMapRatherThanTheNumber() {
    var offer = description("m=audio 5000 RTP/AVP 0\na=rtpmap:0 G729/8000\n");

    assertThat(OfferAnswer.answer(offer, LOCAL)).isInstanceOf(Outcome.NothingFits.class);
  }

  @ParameterizedTest
  @CsvSource({
    "sendrecv,SENDRECV,sendrecv,false",
    "sendonly,RECVONLY,recvonly,true",
    "recvonly,SENDONLY,sendonly,false",
    "inactive,INACTIVE,inactive,true"
  })
  void answersEachDirectionWithItsCounterpart(
      String offered, Direction ours, String answered, boolean holds) {
    var agreed = answer("m=audio 5000 RTP/AVP 0\na=" + offered + "\n");

    assertThat(agreed.stream().direction()).isEqualTo(ours);
    assertThat(agreed.stream().remoteHolds()).isEqualTo(holds);
    assertThat(agreed.answer().toString()).contains("a=" + answered + "\r\n");
  }

  @Test
  void takesTheZeroAddressForAHold() {
    var agreed = answer("c=IN IP4 0.0.0.0\nm=audio 5000 RTP/AVP 0\nc=IN IP4 0.0.0.0\n");

    assertThat(agreed.stream().remoteHolds()).isTrue();
    assertThat(agreed.stream().direction()).isEqualTo(Direction.RECVONLY);
  }

  @Test
  void refusesWhatItDoesNotTakeWithPortZeroInItsPlace() {
    var agreed =
        answer(
            """
            m=video 6000 RTP/AVP 99
            m=audio 5002 RTP/SAVP 0
            m=audio 5000 RTP/AVP 0
            m=audio 5004 RTP/AVP 0
            m=image 7000 udptl t38
            """);

    assertThat(agreed.answer().media())
        .extracting(MediaDescription::port)
        .containsExactly(0, 0, 4000, 0, 0);
    assertThat(agreed.answer().media().getLast().formats()).isEqualTo("t38");
  }

  @ParameterizedTest
  @CsvSource({
    "m=audio 5000 RTP/AVP 18",
    "m=audio 0 RTP/AVP 0",
    "m=audio 5000 RTP/SAVP 0",
    "m=video 5000 RTP/AVP 0",
    "a=nothing"
  })
  void saysWhenNothingFits(String section) {
    assertThat(OfferAnswer.answer(description(section + "\n"), LOCAL))
        .isInstanceOf(Outcome.NothingFits.class);
  }

  @Test
  void readsAnAnswerToOurOffer() {
    var offer = OfferAnswer.offer(LOCAL);
    var answer =
        description(
            "m=audio 5000 RTP/AVP 8 0 97\na=rtpmap:97 telephone-event/8000\na=ptime:30\na=sendonly\n");

    var stream = OfferAnswer.accept(offer, answer).orElseThrow();

    assertThat(stream.send()).isEqualTo(new AgreedStream.Send(Codec.PCMA, 8, 97, 30));
    assertThat(stream.receive().eventPayloadType()).isEqualTo(101);
    assertThat(stream.receive().audio()).hasSize(2);
    assertThat(stream.direction()).isEqualTo(Direction.RECVONLY);
    assertThat(stream.remoteHolds()).isTrue();
  }

  @Test
  void anAnswerThatTakesNothingIsNone() {
    var offer = OfferAnswer.offer(LOCAL);

    assertThat(OfferAnswer.accept(offer, description("m=audio 0 RTP/AVP 0\n"))).isEmpty();
    assertThat(OfferAnswer.accept(offer, description("m=audio 5000 RTP/AVP 18\n"))).isEmpty();
    assertThat(OfferAnswer.accept(offer, description("a=x\n"))).isEmpty();
  }

  @Test
  void aFurtherOfferKeepsTheSectionsInTheirPlaces() {
    var last = answer("m=video 6000 RTP/AVP 99\nm=audio 5000 RTP/AVP 0\n").answer();

    var offer = OfferAnswer.offerAgain(LOCAL, last);

    assertThat(offer.media()).extracting(MediaDescription::type).containsExactly("video", "audio");
    assertThat(offer.media()).extracting(MediaDescription::port).containsExactly(0, 4000);
    assertThat(offer.media().getLast().formats()).isEqualTo("0 8 101");
  }

  private static Outcome.Agreed answer(String sections) {
    return (Outcome.Agreed) OfferAnswer.answer(description(sections), LOCAL);
  }

  private static Codec codec(Outcome outcome) {
    return ((Outcome.Agreed) outcome).stream().send().codec();
  }

  private static LocalStream local(List<Codec> codecs) {
    return new LocalStream(Origin.ours(7, 1, "192.0.2.1"), "192.0.2.1", 4000, codecs);
  }

  private static SessionDescription description(String sections) {
    var text = "v=0\no=- 1 1 IN IP4 192.0.2.9\ns=-\nc=IN IP4 192.0.2.9\nt=0 0\n" + sections;
    return SessionDescription.parse(text.getBytes(StandardCharsets.US_ASCII))
        .toOptional()
        .orElseThrow();
  }
}
