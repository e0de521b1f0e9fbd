package dev.cordboard.interop;

import static dev.cordboard.interop.Application.rawId;
import static dev.cordboard.interop.Application.rawIds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.communication.callautomation.models.AddParticipantsOptions;
import com.azure.communication.callautomation.models.CallConnectionState;
import com.azure.communication.callautomation.models.CallParticipant;
import com.azure.communication.callautomation.models.CallRejectReason;
import com.azure.communication.callautomation.models.CreateCallOptions;
import com.azure.communication.callautomation.models.CreateCallResult;
import com.azure.communication.callautomation.models.RejectCallOptions;
import com.azure.communication.callautomation.models.RepeatabilityHeaders;
import com.azure.communication.callautomation.models.TransferToParticipantCallOptions;
import com.azure.communication.callautomation.models.events.AddParticipantsFailed;
import com.azure.communication.callautomation.models.events.AddParticipantsSucceeded;
import com.azure.communication.callautomation.models.events.CallConnected;
import com.azure.communication.callautomation.models.events.CallDisconnected;
import com.azure.communication.callautomation.models.events.CallTransferAccepted;
import com.azure.communication.callautomation.models.events.CallTransferFailed;
import com.azure.communication.callautomation.models.events.ParticipantsUpdated;
import com.azure.communication.callautomation.models.events.ResultInformation;
import com.azure.communication.common.CommunicationIdentifier;
import com.azure.communication.common.CommunicationUserIdentifier;
import com.azure.communication.common.PhoneNumberIdentifier;
import com.azure.core.util.Context;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cordboard.interop.Application.Connected;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every call-control action of 2022-04-07-preview.
class CallControlTest {
  private static final PhoneNumberIdentifier ANSWERS = new PhoneNumberIdentifier("+14255550100");
  private static final PhoneNumberIdentifier ECHOES = new PhoneNumberIdentifier("+14255550101");
  private static final PhoneNumberIdentifier BUSY = new PhoneNumberIdentifier("+14255550102");
  private static final PhoneNumberIdentifier RINGS = new PhoneNumberIdentifier("+14255550104");
  private static final PhoneNumberIdentifier PRESSES = new PhoneNumberIdentifier("+14255550106");
  private static final PhoneNumberIdentifier HANGS_UP = new PhoneNumberIdentifier("+14255550107");

  private static Application application;
  private static PhoneNumberIdentifier ours;

  private record Talk(CommunicationUserIdentifier bob, Connected caller, Connected callee) {}

  @BeforeAll
  static void start() throws IOException {
    application = new Application();
    ours = new PhoneNumberIdentifier(application.ours);
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  @Test
  void aUserCallsAUserWhoseApplicationAnswersAndTheCallerEndsIt() {
    var talk = usersTalk();

    var properties = talk.caller().at().getCallProperties();
    var listed = talk.caller().at().listParticipants().getValues();
    talk.caller().at().hangUp(true);

    ended(talk.caller());
    ended(talk.callee());
    assertThat(properties.getSource().getIdentifier()).isEqualTo(application.self);
    assertThat(rawIds(properties.getTargets())).containsExactly(talk.bob().getId());
    assertThat(identifiers(listed)).isEqualTo(rawIds(List.of(application.self, talk.bob())));
  }

  @Test
  void aPhoneStaysUntilTheApplicationHangsUp() {
    var call = phoneTalks(ANSWERS);

    var properties = call.at().getCallProperties();
    var participant = call.at().getParticipant(rawId(ANSWERS));
    call.at().hangUp(false);

    ended(call);
    assertThat(properties.getCallConnectionState()).isEqualTo(CallConnectionState.CONNECTED);
    assertThat(properties.getSource().getCallerId().getPhoneNumber()).isEqualTo(application.ours);
    assertThat(rawId(participant.getIdentifier())).isEqualTo(rawId(ANSWERS));
    refused(call.at()::getCallProperties, "8522");
  }

  @Test
  void aPhoneThatHangsUpEndsTheCall() {
    ended(phoneTalks(HANGS_UP));
  }

  @Test
  void aBusyPhoneEndsTheCallAndNothingElseIsSaid() {
    var call = application.dial(BUSY);

    ended(call);

    assertThat(application.types(call)).containsExactly("CallDisconnected");
  }

  @Test
  void aGroupCallRingsEverybodyAndGoesOnWithoutTheApplication() {
    var call = application.dial(ANSWERS, ECHOES);
    application.await(call, CallConnected.class);
    roster(call, application.self, ANSWERS, ECHOES);

    call.at().hangUp(false);

    ended(call);
  }

  @ParameterizedTest
  @CsvSource({"none,603", "busy,486", "forbidden,403"})
  void anApplicationRejectsAPhoneWhichSeesWhy(String reason, int status) {
    var bob = application.newUser();
    var phone = application.phoneDials(ANSWERS, bob);
    var context = application.ringing(bob);

    application.client.rejectCallWithResponse(
        new RejectCallOptions(context).setCallRejectReason(CallRejectReason.fromString(reason)),
        Context.NONE);

    refused(() -> application.client.answerCall(context, "http://127.0.0.1:9/"), "8522");
    var call = application.phoneCall(phone);
    while (!call.has("endedAt")) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      call = application.phoneCall(phone);
    }
    assertThat(call.path("sipStatus").asInt()).isEqualTo(status);
  }

  @Test
  void anApplicationRedirectsACall() {
    var bob = application.newUser();
    var carol = application.newUser();
    var caller = application.dial(bob);

    application.client.redirectCall(application.ringing(bob), carol);
    var callee = application.answer(carol);

    application.await(caller, CallConnected.class);
    roster(callee, application.self, carol);
    caller.at().hangUp(true);
    ended(callee);
  }

  @Test
  void phonesAreAddedTogetherAndRemovedTogether() {
    var call = phoneTalks(ANSWERS);

    var asked = add(call, "add", ECHOES, PRESSES);
    var added = application.await(call, AddParticipantsSucceeded.class);
    roster(call, application.self, ANSWERS, ECHOES, PRESSES);
    call.at().removeParticipants(List.of(ECHOES, PRESSES));
    roster(call, application.self, ANSWERS);
    call.at().hangUp(true);
    ended(call);

    assertThat(List.of(asked, added.getOperationContext())).containsExactly("add", "add");
    assertThat(rawIds(added.getParticipants())).isEqualTo(rawIds(List.of(ECHOES, PRESSES)));
    result(added.getResultInformation(), 200, 0);
    assertThat(application.types(call)).containsOnlyOnce("AddParticipantsSucceeded");
  }

  @Test
  void removingTheLastOtherParticipantEndsTheCall() {
    var talk = usersTalk();

    talk.caller().at().removeParticipants(List.of(talk.bob()));

    ended(talk.callee());
    ended(talk.caller());
  }

  @Test
  void addingABusyPhoneFailsAndLeavesTheCallTalking() {
    var call = phoneTalks(ANSWERS);

    add(call, "busy", BUSY);

    var failed = application.await(call, AddParticipantsFailed.class);
    assertThat(rawIds(failed.getParticipants())).containsExactly(rawId(BUSY));
    assertThat(failed.getOperationContext()).isEqualTo("busy");
    result(failed.getResultInformation(), 486, 560486);
    assertThat(call.at().getCallProperties().getCallConnectionState())
        .isEqualTo(CallConnectionState.CONNECTED);
    call.at().hangUp(true);
  }

  @Test
  void anInvitationThatNobodyTakesFailsInItsTime() {
    var call = phoneTalks(ANSWERS);

    add(call, "rings", RINGS);

    var failed = application.await(call, AddParticipantsFailed.class);
    result(failed.getResultInformation(), 480, 560480);
    call.at().hangUp(true);
  }

  @Test
  void aPhoneIsTransferredAndTheApplicationIsOutOfTheCall() {
    var call = phoneTalks(ANSWERS);

    var asked = transfer(call, ECHOES, "on");

    var accepted = application.await(call, CallTransferAccepted.class);
    ended(call);
    result(accepted.getResultInformation(), 200, 7015);
    assertThat(List.of(asked, accepted.getOperationContext())).containsExactly("on", "on");
    refused(call.at()::getCallProperties, "8522");
  }

  @Test
  void aTransferToABusyPhoneFailsAndLeavesTheCallTalking() {
    var call = phoneTalks(ANSWERS);

    transfer(call, BUSY, "busy");

    var failed = application.await(call, CallTransferFailed.class);
    result(failed.getResultInformation(), 486, 560486);
    assertThat(call.at().getCallProperties().getCallConnectionState())
        .isEqualTo(CallConnectionState.CONNECTED);
    call.at().hangUp(true);
    ended(call);
  }

  @Test
  void theSameCreateTwiceIsOneCallInItsPresentState() {
    var bob = application.newUser();
    var same = new RepeatabilityHeaders(UUID.randomUUID(), Instant.now());
    var first = application.connected(url -> create(bob, "/callbacks/twice", same));
    var callee = application.answer(bob);
    application.await(callee, CallConnected.class);

    var second = create(bob, "/callbacks/twice", same).getCallConnectionProperties();

    assertThat(second.getCallConnectionId()).isEqualTo(first.id());
    assertThat(second.getCallConnectionState()).isEqualTo(CallConnectionState.CONNECTED);
    first.at().hangUp(true);
    ended(callee);
  }

  private static CreateCallResult create(
      CommunicationIdentifier target, String path, RepeatabilityHeaders same) {
    var options =
        new CreateCallOptions(application.self, List.of(target), application.sink.url(path))
            .setRepeatabilityHeaders(same);
    return application.client.createCallWithResponse(options, Context.NONE).getValue();
  }

  private static String add(Connected call, String context, PhoneNumberIdentifier... phones) {
    var options =
        new AddParticipantsOptions(List.of(phones))
            .setSourceCallerId(ours)
            .setInvitationTimeout(Duration.ofSeconds(3))
            .setOperationContext(context);
    return call.at()
        .addParticipantsWithResponse(options, Context.NONE)
        .getValue()
        .getOperationContext();
  }

  private static String transfer(Connected call, PhoneNumberIdentifier target, String context) {
    var options =
        new TransferToParticipantCallOptions(target)
            .setSourceCallerId(ours)
            .setOperationContext(context);
    return call.at()
        .transferToParticipantCallWithResponse(options, Context.NONE)
        .getValue()
        .getOperationContext();
  }

  private static Talk usersTalk() {
    var bob = application.newUser();
    var caller = application.dial(bob);
    var callee = application.answer(bob);
    application.await(caller, CallConnected.class);
    application.await(callee, CallConnected.class);
    roster(caller, application.self, bob);
    return new Talk(bob, caller, callee);
  }

  private static Connected phoneTalks(PhoneNumberIdentifier phone) {
    var call = application.dial(phone);
    application.await(call, CallConnected.class);
    return call;
  }

  /// The raw ids that an event lists.
  private static Stream<String> participants(JsonNode data) {
    return StreamSupport.stream(data.path("participants").spliterator(), false)
        .map(each -> each.path("rawId").asText());
  }

  /// Waits for a roster of exactly these.
  private static void roster(Connected call, CommunicationIdentifier... members) {
    var wanted = rawIds(List.of(members));
    Predicate<JsonNode> fits =
        data -> participants(data).collect(Collectors.toSet()).equals(wanted);
    var updated = application.await(call, ParticipantsUpdated.class, fits);
    assertThat(rawIds(updated.getParticipants())).isEqualTo(wanted);
  }

  /// Waits for the connection's last event.
  private static void ended(Connected call) {
    var last = application.await(call, CallDisconnected.class);
    assertThat(last.getCallConnectionId()).isEqualTo(call.id());
    assertThat(application.types(call).getLast()).isEqualTo("CallDisconnected");
    assertThat(application.types(call)).containsOnlyOnce("CallDisconnected");
  }

  private static Set<String> identifiers(List<CallParticipant> participants) {
    return rawIds(participants.stream().map(CallParticipant::getIdentifier).toList());
  }

  private static void result(ResultInformation result, int code, int subCode) {
    assertThat(List.of(result.getCode(), result.getSubCode())).containsExactly(code, subCode);
  }

  private static void refused(ThrowingCallable request, String code) {
    assertThatThrownBy(request).hasMessageContaining(code);
  }
}
