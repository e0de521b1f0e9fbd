package dev.cordboard.dialect;

import dev.cordboard.dialect.RequestReading.Invalid;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.CommunicationUser;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads identifiers as clients send them: `kind` may be missing, and the one member wins over a
/// `rawId` that disagrees (an early Java SDK sends `4:1555…` beside `+1555…`).
final class IdentifierReader {
  private static final List<String> KINDS =
      List.of(
          "communicationUser",
          "phoneNumber",
          "microsoftTeamsUser",
          "microsoftTeamsApp",
          "teamsExtensionUser");

  /// Anything a SIP trunk could take: E.164, or the short numbers of a private exchange.
  private static final Pattern DIALABLE = Pattern.compile("\\+?[0-9]{1,15}");

  private static final Pattern RAW_ID = Pattern.compile("[\\x21-\\x7e]{1,256}");

  private IdentifierReader() {}

  /// The identifier at `path`, or what is wrong with it.
  static Outcome identifier(JsonNode node, String path) {
    if (!node.isObject()) {
      return invalid(path, "an identifier");
    }
    var present = new ArrayList<String>();
    KINDS.stream().filter(kind -> isThere(node.get(kind))).forEach(present::add);
    return switch (present.size()) {
      case 0 -> rawId(node, path);
      case 1 -> member(present.getFirst(), node.get(present.getFirst()), path);
      default -> invalid(path, "an identifier with one of " + String.join(", ", present));
    };
  }

  /// A user as `source` and `answeredBy` name it: `{"id"}`.
  static Outcome user(JsonNode node, String path) {
    var outcome =
        node.isObject() && isThere(node.get("id")) ? userId(node, path) : identifier(node, path);
    return outcome instanceof Outcome.Read(var who) && !(who instanceof CommunicationUser)
        ? invalid(path, "a communication user")
        : outcome;
  }

  /// A number as `sourceCallerIdNumber` gives it: `{"value"}`.
  static Outcome number(JsonNode node, String path) {
    if (!node.isObject()) {
      return invalid(path, "a phone number");
    }
    if (isTrue(node.get("isAnonymous"))) {
      return new Outcome.Read(PhoneNumber.ANONYMOUS);
    }
    var value = text(node, "value");
    if (value.filter(PhoneNumber.ANONYMOUS.value()::equals).isPresent()) {
      return new Outcome.Read(PhoneNumber.ANONYMOUS);
    }
    return value
        .filter(each -> DIALABLE.matcher(each).matches())
        .<Outcome>map(each -> new Outcome.Read(new PhoneNumber(each)))
        .orElseGet(() -> invalid(path + ".value", "a phone number such as +18005550100"));
  }

  private static Outcome rawId(JsonNode node, String path) {
    return text(node, "rawId")
        .map(id -> parsed(id, path + ".rawId"))
        .orElseGet(() -> invalid(path, "an identifier with a member or a rawId"));
  }

  private static Outcome member(String kind, JsonNode member, String path) {
    var at = path + "." + kind;
    if (!member.isObject()) {
      return invalid(at, "an object");
    }
    return switch (kind) {
      case "communicationUser" -> userId(member, at);
      case "phoneNumber" -> number(member, at);
      case "microsoftTeamsUser" -> teams(member, at, "userId", IdentifierReader::teamsUser);
      case "microsoftTeamsApp" -> teams(member, at, "appId", id -> "28:orgid:" + id);
      default ->
          teams(
              member,
              at,
              "userId",
              id ->
                  "8:acs:"
                      + part(member, "resourceId")
                      + "_"
                      + part(member, "tenantId")
                      + "_"
                      + id);
    };
  }

  private static Outcome userId(JsonNode member, String path) {
    return text(member, "id")
        .filter(id -> id.startsWith("8:"))
        .map(id -> parsed(id, path + ".id"))
        .orElseGet(() -> invalid(path + ".id", "the id of a communication user"));
  }

  /// Teams identities are told apart from others and refused later; which cloud they live in does
  /// not matter for that.
  private static Outcome teams(
      JsonNode member, String path, String name, Function<String, String> rawId) {
    return text(member, name)
        .map(id -> parsed(rawId.apply(id), path + "." + name))
        .orElseGet(() -> invalid(path + "." + name, "a text"));
  }

  private static String teamsUser(String id) {
    return "8:orgid:" + id;
  }

  private static String part(JsonNode member, String name) {
    return text(member, name).orElse("");
  }

  private static Outcome parsed(String rawId, String path) {
    if (!RAW_ID.matcher(rawId).matches()) {
      return invalid(path, "an id without blanks or control characters");
    }
    return CommunicationIdentifier.fromRawId(rawId) instanceof PhoneNumber(var value)
        ? phoneRawId(value, path)
        : new Outcome.Read(CommunicationIdentifier.fromRawId(rawId));
  }

  /// `4:+1555…`, or `4:+1555…_<asserted id>`: the suffix tells callers apart, not numbers.
  private static Outcome phoneRawId(String value, String path) {
    int suffix = value.indexOf('_');
    var number = new PhoneNumber(suffix < 0 ? value : value.substring(0, suffix));
    return number.equals(PhoneNumber.ANONYMOUS) || DIALABLE.matcher(number.value()).matches()
        ? new Outcome.Read(number)
        : invalid(path, "a phone number such as 4:+18005550100");
  }

  private static Optional<String> text(JsonNode node, String name) {
    return Optional.ofNullable(node.get(name))
        .filter(JsonNode::isString)
        .map(JsonNode::stringValue);
  }

  private static boolean isThere(@Nullable JsonNode node) {
    return node != null && !node.isNull();
  }

  private static boolean isTrue(@Nullable JsonNode node) {
    return node != null && node.isBoolean() && node.booleanValue();
  }

  private static Outcome invalid(String path, String expected) {
    return new Outcome.Bad(RequestModel.invalid(path, expected));
  }

  /// An identifier, or what is wrong with it.
  sealed interface Outcome {
    record Read(CommunicationIdentifier identifier) implements Outcome {}

    record Bad(Invalid invalid) implements Outcome {}
  }
}
