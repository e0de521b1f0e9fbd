package dev.cordboard.engine;

import static dev.cordboard.engine.EngineFixture.ALICE;
import static dev.cordboard.engine.EngineFixture.OUTSIDE;
import static dev.cordboard.engine.EngineFixture.OWNED;
import static dev.cordboard.engine.EngineFixture.SIMULATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordboard.engine.dial.NumberPlan;
import dev.cordboard.sip.Destination;
import dev.cordboard.sip.Origin;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who may reach what (RULINGS §8.5), through the engine.
class DialPlanTest {
  private final EngineFixture house = new EngineFixture();

  /// `404`, `answer` (a group), `app` (IncomingCall), or where the INVITE goes.
  @ParameterizedTest
  @CsvSource({
    "trunk:carrier, +18005550100, app",
    "trunk:carrier, 18005550100, app",
    "trunk:carrier, load, 404",
    "trunk:pbx, load, trunk carrier load",
    "trunk:pbx, +442079460123, trunk carrier +442079460123",
    "trunk:carrier, +442079460123, 404",
    "trunk:carrier, desk-alice, contact sip:a@127.0.0.1:7001",
    "trunk:pbx, desk-alice, 404",
    "trunk:pbx, alice, 404",
    "trunk:pbx, group-7, 404",
    "trunk:pbx, +14255550100, 404",
    "trunk:pbx, conf12, answer",
    "trunk:pbx, joe, trunk simulator +14255550100",
    "trunk:pbx, nobody, 404",
    "user:bob, alice, contact sip:a@127.0.0.1:7001",
    "user:bob, +18005550100, app",
    "user:bob, +14255550100, trunk simulator +14255550100",
    "user:bob, +442079460123, trunk carrier +442079460123",
    "user:bob, +3312345678, 404",
    "user:bob, group-7, answer",
    "user:bob, group-, 404",
    "user:bob, conf3, answer",
    "user:bob, nobody, 404",
    "trunk:simulator, +18005550100, app",
    "trunk:simulator, alice, contact sip:a@127.0.0.1:7001",
    "trunk:simulator, group-7, answer",
    "trunk:simulator, +14255550100, trunk simulator +14255550100",
    "trunk:simulator, +3312345678, 404",
    "self, +18005550100, app",
    "self, alice, 404",
    "self, +442079460123, 404",
  })
  void sendsEachCallerWhereItMayGo(String from, String dialled, String where) {
    house.sip.register(ALICE.userPart(), "sip:a@127.0.0.1:7001");
    if (!where.equals("app")) {
      house.events.nobodySubscribed();
    }

    var caller = house.callFrom(origin(from), dialled);

    assertThat(outcome(caller.done())).isEqualTo(where);
  }

  @Test
  void aCallGoesOnWithTheHopsThatItsCallerLeft() {
    var caller = house.callFrom(new Origin.User(ALICE.userPart()), "+442079460123");

    assertThat(house.sip.lastInvited().invite().hops()).isEqualTo(caller.hopsLeft()).isLessThan(70);
  }

  private String outcome(List<String> done) {
    if (!house.sip.invited().isEmpty()) {
      return switch (house.sip.lastInvited().invite().to()) {
        case Destination.Contact(var uri) -> "contact " + uri;
        case Destination.Trunk(var name, var user) -> "trunk " + name + " " + user;
        case Destination.Self(var user) -> "self " + user;
      };
    }
    return switch (done.getFirst()) {
      case "ring" -> "app";
      case "refuse 404" -> "404";
      default -> done.getFirst();
    };
  }

  private static Origin origin(String from) {
    return switch (from) {
      case "self" -> new Origin.Self();
      case "user:bob" -> new Origin.User(EngineFixture.BOB.userPart());
      default -> new Origin.Trunk(from.substring("trunk:".length()));
    };
  }

  @Test
  void refusesARouteToATrunkThatDoesNotExist() {
    assertThatThrownBy(
            () ->
                new NumberPlan(
                    EngineFixture.RESOURCE,
                    Set.of(OWNED.value()),
                    Set.of(SIMULATED.value()),
                    List.of(EngineFixture.route("", ".*", "trunk nowhere")),
                    List.of(),
                    InetAddress.getLoopbackAddress()))
        .hasMessageContaining("nowhere");
  }

  @Test
  void showsTheCallersNumberToTheSecondPhone() {
    house.callFrom(new Origin.Trunk("pbx"), OUTSIDE.value());

    assertThat(house.sip.lastInvited().invite().from().user()).isEqualTo("+14255550177");
  }
}
