package dev.cordboard.dialect;

import dev.cordboard.call.CallEvent;
import dev.cordboard.call.CallEvent.Participant;
import dev.cordboard.call.CallSnapshot.ConnectionView;
import dev.cordboard.dialect.VersionTable.Row;
import dev.cordboard.identifier.CommunicationIdentifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// What one api-version of the service says and understands, looked up in the tables beside this
/// class: which operations, events and members it has.
public final class Dialect {
  private static final VersionTable OPERATIONS = VersionTable.read("operations.table");
  private static final Map<String, Row> OPERATIONS_BY_NAME =
      OPERATIONS.rows().stream()
          .collect(Collectors.toUnmodifiableMap(row -> row.key(0), row -> row));
  private static final String EVERY_EVENT = "*";
  private static final VersionTable EVENTS = VersionTable.read("events.table");
  private static final VersionTable ANSWERS = VersionTable.read("answers.table");
  private static final VersionTable REQUESTS = VersionTable.read("requests.table");
  private static final String SUPPORTED =
      Arrays.stream(ApiVersion.values()).map(ApiVersion::text).collect(Collectors.joining(", "));
  private static final Map<ApiVersion, Dialect> ALL =
      Arrays.stream(ApiVersion.values())
          .collect(Collectors.toUnmodifiableMap(version -> version, Dialect::new));

  private final ApiVersion version;
  private final Map<String, Shape> events;
  private final Map<String, Shape> answers;
  private final Map<String, List<Row>> requests;

  private Dialect(ApiVersion version) {
    this.version = version;
    events = Shape.all(EVENTS.models(version));
    var common = Optional.ofNullable(events.get(EVERY_EVENT)).orElseThrow();
    events.replaceAll((_, shape) -> shape.plus(common));
    answers = Shape.all(ANSWERS.models(version));
    requests = REQUESTS.models(version);
  }

  /// The dialect of a version that clients may ask for; empty for any other.
  public static Optional<Dialect> find(String version) {
    return ApiVersion.of(version).map(ALL::get);
  }

  /// The dialect of a version that was accepted before.
  ///
  /// @throws IllegalArgumentException for a version that nobody ever served
  public static Dialect of(String version) {
    return find(version)
        .orElseThrow(() -> new IllegalArgumentException("no api-version " + version));
  }

  /// Every operation that some version has, for the route table.
  public static List<Operation> operations() {
    return OPERATIONS.rows().stream()
        .map(row -> new Operation(row.key(0), row.key(1), row.key(2), row.key(3).equals("yes")))
        .toList();
  }

  /// The version this is.
  public ApiVersion version() {
    return version;
  }

  /// The statuses with which an operation succeeds here; empty when the version lacks it.
  public List<Integer> successStatuses(String operation) {
    var row = OPERATIONS_BY_NAME.get(operation);
    return row == null
        ? List.of()
        : row.cell(version).stream()
            .flatMap(cell -> Arrays.stream(cell.split("/", -1)))
            .map(Integer::valueOf)
            .toList();
  }

  /// A callback event as this version tells it; empty when it does not have the event.
  public Optional<EventText> event(CallEvent event) {
    return new EventJson(this).event(event);
  }

  /// The properties of a connection, as its first answer or a later one gives them.
  public ObjectNode properties(ConnectionView connection, Occasion occasion) {
    return new ConnectionJson(this).properties(connection, occasion);
  }

  /// Somebody on the roster.
  public ObjectNode participant(Participant participant) {
    return new ParticipantJson(this).participant(participant);
  }

  /// Everybody on the roster.
  public ObjectNode roster(List<Participant> participants) {
    return new ParticipantJson(this).roster(participants);
  }

  /// Whether participants are added as a list, with one outcome for all.
  public boolean addsSeveral() {
    return events.containsKey("AddParticipantsSucceeded");
  }

  /// The answer to an accepted addParticipant.
  ///
  /// @param invitationId absent when several are invited
  public ObjectNode inviting(
      List<CommunicationIdentifier> invited,
      Optional<String> invitationId,
      Optional<String> operationContext) {
    return new ParticipantJson(this).inviting(invited, invitationId, operationContext);
  }

  /// The answer to moveParticipants.
  public ObjectNode moved(
      List<Participant> participants, Optional<String> operationContext, String fromCall) {
    return new ParticipantJson(this).moved(participants, operationContext, fromCall);
  }

  /// The answer to an action that has nothing to say but what it was asked.
  ///
  /// @param said the values by our names for them
  public ObjectNode echo(String model, Map<String, String> said) {
    var teller = new Teller(answerShape(model));
    said.forEach(teller::tell);
    return teller.told();
  }

  /// An identifier with its kind, its raw id and its one member.
  public ObjectNode identifier(CommunicationIdentifier identifier) {
    return IdentifierJson.write(
        identifier, member -> answers("CommunicationIdentifierModel", member));
  }

  /// Reads and checks a request body against a model of this version.
  public RequestReading read(String model, byte[] body) {
    return new RequestModel(version, requests).read(model, body);
  }

  /// Whether an answer's model tells a value here.
  public boolean answers(String model, String member) {
    return answerShape(model).member(member).isPresent();
  }

  /// Whether errors say what they are about.
  public boolean hasErrorTarget() {
    return answers("Error", "target");
  }

  /// The value of `api-supported-versions`, in the versions whose answers carry it.
  public Optional<String> supportedVersions() {
    return answers("Headers", "api-supported-versions") ? Optional.of(SUPPORTED) : Optional.empty();
  }

  Shape answerShape(String model) {
    return answers.getOrDefault(model, new Shape(model, Map.of()));
  }

  /// The shape of one of our events, or of a part of events; empty when the version lacks it.
  Optional<Shape> eventShape(String ours) {
    return Optional.ofNullable(events.get(ours));
  }

  /// The shapes of all events, and of what they have in common.
  Stream<Shape> shapesOfEvents() {
    return events.values().stream();
  }

  /// The members of a request's model, and whether each is required.
  Map<String, Boolean> membersOfRequest(String model) {
    return requests.getOrDefault(model, List.of()).stream()
        .collect(Collectors.toMap(row -> row.key(1), row -> RequestModel.isRequired(row, version)));
  }

  /// When connection properties are given.
  public enum Occasion {
    /// In the answer that announces the connection: to create, answer or connect.
    ANNOUNCED,
    /// Later.
    READ
  }

  /// A callback event in the words of a version.
  ///
  /// @param type the CloudEvents `type`
  public record EventText(String type, ObjectNode data) {}

  /// One operation of the service.
  ///
  /// @param repeatable whether its sender may mark a request as one that is sent again
  public record Operation(String name, String method, String path, boolean repeatable) {}
}
