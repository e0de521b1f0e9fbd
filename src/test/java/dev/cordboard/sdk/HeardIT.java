package dev.cordboard.sdk;

import static dev.cordboard.sdk.HummingPhones.FIRST;
import static dev.cordboard.sdk.HummingPhones.SECOND;
import static dev.cordboard.sdk.HummingPhones.THIRD;

import com.azure.communication.callautomation.models.events.CallConnected;
import com.azure.communication.callautomation.models.events.CallDisconnected;
import com.azure.communication.callautomation.models.events.RemoveParticipantSucceeded;
import com.azure.communication.common.CommunicationIdentifier;
import com.azure.communication.common.PhoneNumberIdentifier;
import dev.cordboard.testkit.TestApplication;
import dev.cordboard.testkit.TestServer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who hears whom in a group call of an application: each phone hums a tone of its own.
class HeardIT {
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void eachHearsTheOthersAndNeverItself(int shards) throws IOException {
    var web = new TestApplication();
    try (var server =
            TestServer.start(
                "--event-grid-webhook", web.url("/eventgrid"), "--set", "media.shards=" + shards);
        var application = new SdkApplication(server, web)) {
      var phones = new HummingPhones(server.rest());
      var call = application.callGroup(targets());
      application.await(call, CallConnected.class);
      phones.hum(FIRST, 500);
      phones.hum(SECOND, 900);
      phones.hum(THIRD, 1300);

      phones.awaitHeard(FIRST, 900, 1300);
      phones.awaitHeard(SECOND, 500, 1300);
      phones.awaitHeard(THIRD, 500, 900);

      call.connection().removeParticipant(new PhoneNumberIdentifier(THIRD));
      application.await(call, RemoveParticipantSucceeded.class);
      phones.awaitHeard(FIRST, 900);
      phones.awaitHeard(SECOND, 500);
      call.connection().hangUp(true);
      application.await(call, CallDisconnected.class);
    }
  }

  private static List<CommunicationIdentifier> targets() {
    return List.of(
        new PhoneNumberIdentifier(FIRST),
        new PhoneNumberIdentifier(SECOND),
        new PhoneNumberIdentifier(THIRD));
  }
}
