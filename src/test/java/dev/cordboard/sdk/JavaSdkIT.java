package dev.cordboard.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.communication.callautomation.models.CallConnectionState;
import com.azure.communication.callautomation.models.events.AddParticipantFailed;
import com.azure.communication.callautomation.models.events.AddParticipantSucceeded;
import com.azure.communication.callautomation.models.events.CallConnected;
import com.azure.communication.callautomation.models.events.CallDisconnected;
import com.azure.communication.callautomation.models.events.CallTransferAccepted;
import com.azure.communication.callautomation.models.events.CallTransferFailed;
import com.azure.communication.callautomation.models.events.ParticipantsUpdated;
import com.azure.communication.callautomation.models.events.RemoveParticipantSucceeded;
import com.azure.communication.common.CommunicationIdentifier;
import com.azure.communication.common.PhoneNumberIdentifier;
import com.azure.core.exception.HttpResponseException;
import dev.cordboard.testkit.TestApplication;
import dev.cordboard.testkit.TestServer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The core scenarios through the official Java SDK against a running server, over real SIP and
/// RTP.
class JavaSdkIT {
  private static final PhoneNumberIdentifier ANSWERS = new PhoneNumberIdentifier("+14255550100");
  private static final PhoneNumberIdentifier ECHOES = new PhoneNumberIdentifier("+14255550101");
  private static final PhoneNumberIdentifier BUSY = new PhoneNumberIdentifier("+14255550102");
  private static final PhoneNumberIdentifier NEVER = new PhoneNumberIdentifier("+14255550104");
  private static final PhoneNumberIdentifier HANGS_UP = new PhoneNumberIdentifier("+14255550107");

  private static TestServer server;
  private static SdkApplication application;

  @BeforeAll
  static void start() throws IOException {
    var web = new TestApplication();
    server = TestServer.start("--event-grid-webhook", web.url("/eventgrid"));
    application = new SdkApplication(server, web);
  }

  @AfterAll
  static void stop() {
    application.close();
    server.close();
  }

  @Test
  void aUserCallsAUserWhoseApplicationAnswersAndTheCalleeEndsIt() {
    var bob = application.newUser();
    var caller = application.call(bob);
    var callee = application.answer(application.incomingCallTo(bob));

    application.await(caller, CallConnected.class);
    application.await(callee, CallConnected.class);
    var roster = application.await(caller, ParticipantsUpdated.class);
    var listed = callee.connection().listParticipants().stream().toList();
    callee.connection().hangUp(true);

    application.await(callee, CallDisconnected.class);
    application.await(caller, CallDisconnected.class);
    assertThat(roster.getParticipants())
        .extracting(participant -> participant.getIdentifier().getRawId())
        .containsExactlyInAnyOrder(application.self().getRawId(), bob.getRawId());
    assertThat(listed).hasSize(2);
  }

  @Test
  void aPhoneStaysUntilTheApplicationHangsUp() {
    var call = application.call(ANSWERS);

    application.await(call, CallConnected.class);
    var properties = call.connection().getCallProperties();
    var participant = call.connection().getParticipant(ANSWERS);
    call.connection().hangUp(false);
    application.await(call, CallDisconnected.class);

    assertThat(properties.getCallConnectionState()).isEqualTo(CallConnectionState.CONNECTED);
    assertThat(participant.getIdentifier()).isEqualTo(ANSWERS);
    assertThatThrownBy(() -> call.connection().getCallProperties())
        .isInstanceOfSatisfying(
            HttpResponseException.class,
            refused -> assertThat(refused.getResponse().getStatusCode()).isEqualTo(404));
  }

  @ParameterizedTest
  @ValueSource(strings = {"+14255550102", "+14255550103", "+14255550105"})
  void aPhoneThatRefusesEndsTheCall(String number) {
    var call = application.call(new PhoneNumberIdentifier(number));

    application.await(call, CallDisconnected.class);

    assertThat(application.web.receivedAt(call.path())).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"+14255550101", "+14255550106", "+14255550108", "+14255550109", "+14255550107"})
  void aPhoneThatAnswersIsConnected(String number) {
    var call = application.call(new PhoneNumberIdentifier(number));

    application.await(call, CallConnected.class);
    call.connection().hangUp(true);

    application.await(call, CallDisconnected.class);
  }

  @Test
  void aPhoneThatHangsUpEndsTheCall() {
    var call = application.call(HANGS_UP);

    application.await(call, CallConnected.class);

    application.await(call, CallDisconnected.class);
  }

  @Test
  void anUnansweredCallCanBeTakenBack() {
    var call = application.call(NEVER);

    call.connection().hangUp(true);

    application.await(call, CallDisconnected.class);
    assertThat(application.web.receivedAt(call.path()))
        .noneMatch(event -> event.type().equals("CallConnected"));
  }

  @Test
  void anApplicationRejectsACall() {
    var bob = application.newUser();
    var caller = application.call(bob);
    var context = application.incomingCallTo(bob);

    application.reject(context);

    application.await(caller, CallDisconnected.class);
    assertThatThrownBy(() -> application.answer(context)).isInstanceOf(HttpResponseException.class);
  }

  @Test
  void anApplicationRedirectsACall() {
    var bob = application.newUser();
    var carol = application.newUser();
    var caller = application.call(bob);

    application.redirect(application.incomingCallTo(bob), carol);
    var callee = application.answer(application.incomingCallTo(carol));
    application.await(caller, CallConnected.class);
    application.await(callee, CallConnected.class);
    caller.connection().hangUp(true);

    application.await(callee, CallDisconnected.class);
  }

  @Test
  void aPhoneIsAddedAndRemoved() {
    var call = application.call(ANSWERS);
    application.await(call, CallConnected.class);

    call.connection().addParticipant(SdkApplication.invite(ECHOES));
    var added = application.await(call, AddParticipantSucceeded.class);
    var together = call.connection().listParticipants().stream().toList();
    call.connection().removeParticipant(ECHOES);
    var removed = application.await(call, RemoveParticipantSucceeded.class);
    call.connection().hangUp(true);

    application.await(call, CallDisconnected.class);
    assertThat(added.getParticipant()).isEqualTo(ECHOES);
    assertThat(together).hasSize(3);
    assertThat(removed.getParticipant()).isEqualTo(ECHOES);
  }

  @Test
  void addingABusyPhoneFailsAndTheCallGoesOn() {
    var call = application.call(ANSWERS);
    application.await(call, CallConnected.class);

    call.connection().addParticipant(SdkApplication.invite(BUSY));
    var failed = application.await(call, AddParticipantFailed.class);
    var state = call.connection().getCallProperties().getCallConnectionState();
    call.connection().hangUp(true);

    application.await(call, CallDisconnected.class);
    assertThat(failed.getResultInformation().getSubCode()).isEqualTo(560486);
    assertThat(state).isEqualTo(CallConnectionState.CONNECTED);
  }

  @Test
  void aGroupCallRingsEverybody() {
    List<CommunicationIdentifier> targets = List.of(ANSWERS, ECHOES);
    var call = application.callGroup(targets);

    application.await(call, CallConnected.class);
    application.web.await(
        "a roster of three",
        event ->
            event.path().equals(call.path())
                && event.type().equals("ParticipantsUpdated")
                && event.data().get("participants").size() == 3);
    call.connection().hangUp(true);

    application.await(call, CallDisconnected.class);
  }

  @Test
  void aPhoneIsTransferredAndTheApplicationIsOutOfTheCall() {
    var call = application.call(ANSWERS);
    application.await(call, CallConnected.class);

    call.connection().transferCallToParticipant(ECHOES);

    var accepted = application.await(call, CallTransferAccepted.class);
    application.await(call, CallDisconnected.class);
    assertThat(accepted.getResultInformation().getSubCode()).isEqualTo(7015);
    assertThatThrownBy(() -> call.connection().getCallProperties())
        .isInstanceOfSatisfying(
            HttpResponseException.class,
            refused -> assertThat(refused.getResponse().getStatusCode()).isEqualTo(404));
  }

  @Test
  void aUserIsTransferredToAUserWhoseApplicationAnswers() {
    var bob = application.newUser();
    var carol = application.newUser();
    var caller = application.call(bob);
    var callee = application.answer(application.incomingCallTo(bob));
    application.await(caller, CallConnected.class);

    caller.connection().transferCallToParticipant(carol);
    var third = application.answer(application.incomingCallTo(carol));

    application.await(caller, CallTransferAccepted.class);
    application.await(caller, CallDisconnected.class);
    application.await(third, CallConnected.class);
    third.connection().hangUp(true);
    application.await(callee, CallDisconnected.class);
  }

  @Test
  void aTransferToABusyPhoneFailsAndTheCallGoesOn() {
    var call = application.call(ANSWERS);
    application.await(call, CallConnected.class);

    call.connection().transferCallToParticipant(BUSY);

    var failed = application.await(call, CallTransferFailed.class);
    var state = call.connection().getCallProperties().getCallConnectionState();
    call.connection().hangUp(true);
    application.await(call, CallDisconnected.class);
    assertThat(failed.getResultInformation().getSubCode()).isEqualTo(560486);
    assertThat(state).isEqualTo(CallConnectionState.CONNECTED);
  }
}
