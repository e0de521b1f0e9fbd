package dev.cordboard.event.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordboard.config.GridSubscriptionSettings;
import dev.cordboard.config.GridSubscriptionSettings.Filter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventFilterTest {
  private static final JsonNode EVENT =
      new JsonMapper()
          .readTree(
              """
              {"id":"1","topic":"/cordboard/resources/r",
               "subject":"/caller/4:+14255550100/recipient/8:acs:r_Alice",
               "data":{"to":{"kind":"communicationUser","rawId":"8:acs:r_Alice"},
                       "from":{"kind":"phoneNumber","rawId":"4:+14255550100",
                               "phoneNumber":{"value":"+14255550100"}},
                       "isTwoParty":true,"callerDisplayName":null},
               "eventType":"Microsoft.Communication.IncomingCall","dataVersion":"1.0"}
              """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "StringIn            | data.to.rawId               | 8:ACS:R_alice;x       | true",
        "StringIn            | data.to.rawId               | 8:acs:r_Bob           | false",
        "StringNotIn         | data.to.rawId               | 8:acs:r_Bob           | true",
        "StringNotIn         | data.to.rawId               | 8:acs:r_bob;8:acs:r_alice | false",
        "StringContains      | data.From.PhoneNumber.Value | 425555;999            | true",
        "StringContains      | data.from.phoneNumber.value | 999                   | false",
        "StringNotContains   | data.from.phoneNumber.value | 999                   | true",
        "StringNotContains   | data.from.phoneNumber.value | 999;5550              | false",
        "StringBeginsWith    | DATA.TO.RAWID               | 4:;8:acs              | true",
        "StringBeginsWith    | data.to.rawid               | 4:                    | false",
        "StringNotBeginsWith | data.to.rawid               | 8                     | false",
        "StringNotBeginsWith | data.to.rawid               | 4                     | true",
        "StringEndsWith      | subject                     | _alice                | true",
        "StringEndsWith      | subject                     | _bob                  | false",
        "StringNotEndsWith   | subject                     | _bob                  | true",
        "StringNotEndsWith   | subject                     | _bob;_ALICE           | false",
        "StringIn            | type       | microsoft.communication.incomingcall   | true",
        "StringIn            | source     | /cordboard/resources/r                 | true",
        "StringIn            | data.isTwoParty             | true                  | true",
        "StringIn            | data.nothing.here           | x                     | false",
        "StringNotIn         | data.nothing.here           | x                     | true",
        "StringIn            | data.callerDisplayName      | null                  | false",
        "StringIn            | data.to                     | x                     | false",
      })
  void comparesWithoutRegardToCase(String operator, String key, String values, boolean passes) {
    var filter = new Filter(operator, key, List.of(values.split(";")));

    assertThat(new EventFilter(advanced(filter)).passes(EVENT)).isEqualTo(passes);
  }

  @Test
  void wantsAllFiltersToAgree() {
    var yes = new Filter("StringContains", "subject", List.of("alice"));
    var no = new Filter("StringContains", "subject", List.of("bob"));

    assertThat(new EventFilter(advanced(yes, yes)).passes(EVENT)).isTrue();
    assertThat(new EventFilter(advanced(yes, no)).passes(EVENT)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "Microsoft.Communication.IncomingCall, /caller/4:, alice, true",
    "microsoft.communication.incomingcall, , , true",
    "Microsoft.Communication.CallStarted, , , false",
    ", /CALLER, , true",
    ", caller, , false",
    ", , ALICE, true",
    ", , bob, false",
  })
  void looksAtTypeAndSubject(String type, String begins, String ends, boolean passes) {
    var wanted =
        new GridSubscriptionSettings(
            "http://app/",
            Optional.empty(),
            type == null ? List.of() : List.of("Other", type),
            Optional.ofNullable(begins),
            Optional.ofNullable(ends),
            List.of());

    assertThat(new EventFilter(wanted).passes(EVENT)).isEqualTo(passes);
  }

  @Test
  void givesTheBenefitOfTheDoubtToWhatIsNotKnownYet() {
    var unknown = new Filter("StringIn", "data.callerDisplayName", List.of("Alice"));
    var known = new Filter("StringIn", "data.to.rawId", List.of("8:acs:r_Bob"));

    assertThat(new EventFilter(advanced(unknown)).mayPass(EVENT)).isTrue();
    assertThat(new EventFilter(advanced(unknown, known)).mayPass(EVENT)).isFalse();
  }

  @Test
  void refusesAnOperatorThatThereIsNot() {
    assertThatThrownBy(() -> new Filter("NumberIn", "data.x", List.of("1")))
        .hasMessageContaining("operatorType")
        .hasMessageContaining("StringNotEndsWith");
  }

  private static GridSubscriptionSettings advanced(Filter... filters) {
    return new GridSubscriptionSettings(
        "http://app/",
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(filters));
  }
}
