package dev.cordboard.dialect;

import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The members of a request that was checked already, so reading one cannot fail. A member that the
/// version does not have, or that is null, is absent. Members have one name here, whatever the
/// version calls them (the table's column "as").
public final class RequestMembers {
  private final Map<String, JsonNode> members;
  private final Map<String, CommunicationIdentifier> identifiers;
  private final Map<String, String> paths;

  RequestMembers(
      Map<String, JsonNode> members,
      Map<String, CommunicationIdentifier> identifiers,
      Map<String, String> paths) {
    this.members = members;
    this.identifiers = identifiers;
    this.paths = paths;
  }

  /// Where a member stands in this version's request, for refusals that name it: what is read here
  /// as `sourceCallerIdNumber` may be a `source.callerId` there.
  public String pathOf(String name) {
    // The names of headers may have dots of their own, as many as a hostile request likes.
    for (int end = name.length(); end > 0; end = name.lastIndexOf('.', end - 1)) {
      var known = paths.get(name.substring(0, end));
      if (known != null) {
        return known + name.substring(end);
      }
    }
    return name;
  }

  /// The names of the members that are there.
  public Set<String> names() {
    return members.keySet();
  }

  /// A text; one of several by dots, for example
  /// `callIntelligenceOptions.cognitiveServicesEndpoint`.
  public Optional<String> text(String path) {
    return Optional.ofNullable(members.get(path)).map(JsonNode::stringValue);
  }

  /// A text that the version requires.
  public String required(String path) {
    return text(path).orElseThrow(() -> new IllegalStateException(path + " is not required"));
  }

  /// A whole number.
  public Optional<Integer> number(String path) {
    return Optional.ofNullable(members.get(path)).map(JsonNode::intValue);
  }

  /// A map of texts, in the order they came; empty when absent.
  public Map<String, String> texts(String path) {
    var texts = new LinkedHashMap<String, String>();
    Optional.ofNullable(members.get(path))
        .ifPresent(
            node ->
                node.properties()
                    .forEach(each -> texts.put(each.getKey(), each.getValue().stringValue())));
    return texts;
  }

  /// One identifier.
  public Optional<CommunicationIdentifier> identifier(String path) {
    return Optional.ofNullable(identifiers.get(path));
  }

  /// A number to be shown as caller.
  public Optional<PhoneNumber> phoneNumber(String path) {
    return identifier(path).filter(PhoneNumber.class::isInstance).map(PhoneNumber.class::cast);
  }

  /// A list of identifiers.
  public List<CommunicationIdentifier> identifiers(String path) {
    return identifiers.entrySet().stream()
        .filter(each -> each.getKey().startsWith(path + "["))
        .map(Map.Entry::getValue)
        .toList();
  }
}
