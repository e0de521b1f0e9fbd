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
import tools.jackson.databind.node.ObjectNode;

/// What one api-version of the service says and understands, looked up in the tables beside this
/// class: which operations, events and members it has.
public final class Dialect {
  private static final VersionTable OPERATIONS = VersionTable.read("operations.table");
  private static final Map<String, Row> OPERATIONS_BY_NAME =
      OPERATIONS.rows().stream()
          .collect(Collectors.toUnmodifiableMap(row -> row.key(0), row -> row));
  private static final Map<String, Map<String, Row>> EVENTS =
      VersionTable.read("events.table").byModel();
  private static final Map<String, Map<String, Row>> ANSWERS =
      VersionTable.read("answers.table").byModel();
  private static final Map<String, Map<String, Row>> REQUESTS =
      VersionTable.read("requests.table").byModel();
  private static final String SUPPORTED =
      Arrays.stream(ApiVersion.values())
          .filter(ApiVersion::isServed)
          .map(ApiVersion::text)
          .collect(Collectors.joining(", "));
  private static final Map<ApiVersion, Dialect> ALL =
      Arrays.stream(ApiVersion.values())
          .collect(Collectors.toUnmodifiableMap(version -> version, Dialect::new));

  private final ApiVersion version;

  private Dialect(ApiVersion version) {
    this.version = version;
  }

  /// The dialect of a version that clients may ask for; empty for any other.
  public static Optional<Dialect> find(String version) {
    return ApiVersion.of(version).filter(ApiVersion::isServed).map(ALL::get);
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
        .map(row -> new Operation(row.key(0), row.key(1), row.key(2)))
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

  /// The members of `data` of a callback event; empty when this version does not have the event.
  public Optional<ObjectNode> eventData(CallEvent event) {
    return new EventJson(this).data(event);
  }

  /// The `type` of a callback event.
  public static String eventType(CallEvent event) {
    return EventJson.type(event);
  }

  /// The properties of a connection, as create and answer (`Occasion`) or get give them.
  public ObjectNode properties(ConnectionView connection, Occasion occasion) {
    return new AnswerJson(this).properties(connection, occasion);
  }

  /// Somebody on the roster.
  public ObjectNode participant(Participant participant) {
    return new AnswerJson(this).participant(participant);
  }

  /// The answer to an accepted addParticipant.
  public ObjectNode inviting(
      CommunicationIdentifier participant, Optional<String> operationContext, String invitationId) {
    return new AnswerJson(this).inviting(participant, operationContext, invitationId);
  }

  /// An identifier with its kind, its raw id and its one member.
  public ObjectNode identifier(CommunicationIdentifier identifier) {
    return IdentifierJson.write(
        identifier, member -> answers("CommunicationIdentifierModel", member));
  }

  /// Reads and checks a request body against a model of this version.
  public RequestReading read(String model, byte[] body) {
    return new RequestModel(this, REQUESTS).read(model, body);
  }

  /// Whether an answer's model has a member here.
  public boolean answers(String model, String member) {
    return has(ANSWERS, model, member);
  }

  /// Whether errors say what they are about.
  public boolean hasErrorTarget() {
    return answers("Error", "target");
  }

  /// The value of `api-supported-versions`, in the versions whose answers carry it.
  public Optional<String> supportedVersions() {
    return answers("Headers", "api-supported-versions") ? Optional.of(SUPPORTED) : Optional.empty();
  }

  boolean hasEvent(String event) {
    return has(EVENTS, event, "-");
  }

  boolean hasEventMember(String event, String member) {
    return has(EVENTS, event, member);
  }

  private boolean has(Map<String, Map<String, Row>> table, String model, String member) {
    return Optional.ofNullable(table.getOrDefault(model, Map.of()).get(member))
        .flatMap(row -> row.cell(version))
        .isPresent();
  }

  /// When connection properties are given.
  public enum Occasion {
    CREATED,
    ANSWERED,
    READ
  }

  /// One operation of the service.
  public record Operation(String name, String method, String path) {}
}
