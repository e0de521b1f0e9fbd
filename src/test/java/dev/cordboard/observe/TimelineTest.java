package dev.cordboard.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallIds;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.ConnectionTerms;
import dev.cordboard.call.CustomContext;
import dev.cordboard.call.Invitee;
import dev.cordboard.call.LegId;
import dev.cordboard.call.LegSnapshot;
import dev.cordboard.call.Passage;
import dev.cordboard.call.Reach;
import dev.cordboard.identifier.CommunicationIdentifier.CommunicationUser;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import dev.cordboard.journal.JournalCodec;
import dev.cordboard.observe.TimelineEntry.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final LegId LEG = new LegId("leg-1");
  private static final PhoneNumber PHONE = new PhoneNumber("+14255550100");

  private static final CallInput CREATE =
      new CallInput.Create(
          T0,
          new CallIds("call-1", "server-1", "correlation-1"),
          new ConnectionTerms(
              "connection-1", "2024-09-15", "http://a/", Optional.empty(), Optional.empty()),
          new CommunicationUser("8:acs:r_u"),
          false,
          Optional.of(new PhoneNumber("+18005550100")),
          Optional.empty(),
          List.of(new Invitee(PHONE, "invitation-1", reach())),
          CustomContext.NONE);

  @Test
  void tellsACallAsALadder() {
    var entries =
        Timeline.of(
            journal(
                CREATE,
                new CallInput.Ringing(at(100), LEG),
                new CallInput.Answered(at(1_100), LEG, LegSnapshot.NONE),
                new CallInput.Terminate(at(3_000), "connection-1")));

    assertThat(entries)
        .contains(
            entry(0, Kind.REST, "application", "cordboard", "create call to 4:+14255550100"),
            entry(0, Kind.SIP, "cordboard", "+14255550100", "INVITE"),
            entry(100, Kind.SIP, "+14255550100", "cordboard", "180 Ringing"),
            entry(1_100, Kind.SIP, "+14255550100", "cordboard", "200 OK"),
            entry(1_100, Kind.EVENT, "cordboard", "application", "CallConnected"),
            entry(3_000, Kind.REST, "application", "cordboard", "terminate"),
            entry(3_000, Kind.SIP, "cordboard", "+14255550100", "BYE"),
            entry(3_000, Kind.EVENT, "cordboard", "application", "CallDisconnected"));
    assertThat(entries).extracting(TimelineEntry::at).isSorted();
  }

  @Test
  void tellsARefusal() {
    var entries = Timeline.of(journal(CREATE, new CallInput.Failed(at(50), LEG, 486, "Busy Here")));

    assertThat(entries)
        .contains(
            entry(50, Kind.SIP, "+14255550100", "cordboard", "486 Busy Here"),
            entry(50, Kind.EVENT, "cordboard", "application", "CreateCallFailed"));
  }

  @Test
  void knowsWhoCameFromAnotherCall() {
    var phone = traveller(PHONE, LEG);
    var other = traveller(new PhoneNumber("+14255550101"), new LegId("leg-2"));
    var ids = new CallIds("c-2", "s-2", "r-2");
    var entries =
        Timeline.of(
            journal(
                new CallInput.Continue(at(0), ids, new Passage(List.of(phone, other), 3)),
                new CallInput.Ended(at(9), LEG, CallInput.LegEnd.HUNG_UP)));

    assertThat(entries)
        .contains(
            entry(9, Kind.SIP, "4:+14255550100", "cordboard", "BYE"),
            entry(9, Kind.SIP, "cordboard", "4:+14255550101", "BYE"));
  }

  private static Passage.Traveller traveller(PhoneNumber who, LegId leg) {
    return new Passage.Traveller(
        "p",
        who,
        "",
        Optional.of(new Passage.Leg(leg, LegSnapshot.NONE)),
        Optional.empty(),
        false,
        false,
        false);
  }

  @Test
  void stopsWhereTheJournalCannotBeRead() {
    var journal = new ArrayList<>(journal(CREATE));
    journal.add(new byte[] {99, 1, 2});
    journal.addAll(journal(new CallInput.Ringing(at(100), LEG)));

    assertThat(Timeline.of(journal)).extracting(TimelineEntry::what).doesNotContain("180 Ringing");
    assertThat(Timeline.of(journal)).isNotEmpty();
    assertThat(Timeline.of(List.of())).isEmpty();
  }

  @Test
  void findsTheCallInAServerCallId() {
    var ours =
        Base64.getUrlEncoder()
            .encodeToString("cordboard/calls/c-1".getBytes(StandardCharsets.US_ASCII));

    assertThat(ObserveRoutes.callId(ours)).contains("c-1");
    assertThat(ObserveRoutes.callId("aHR0cHM6Ly9jb252")).isEmpty();
    assertThat(ObserveRoutes.callId("%%%")).isEmpty();
  }

  private static Reach reach() {
    var device = new Reach.Device(LEG, "dial:" + PHONE.value(), "simulator", true);
    return new Reach.Ring(List.of(device), false, Duration.ofSeconds(30));
  }

  private static List<byte[]> journal(CallInput... inputs) {
    return List.of(inputs).stream().map(JournalCodec::encode).toList();
  }

  private static Instant at(long millis) {
    return T0.plusMillis(millis);
  }

  private static TimelineEntry entry(long millis, Kind kind, String from, String to, String what) {
    return new TimelineEntry(at(millis), kind, from, to, what);
  }
}
