package dev.cordboard.event.grid;

import dev.cordboard.config.GridSubscriptionSettings;
import dev.cordboard.config.GridSubscriptionSettings.Filter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Which events a subscription gets: by type, by subject, by advanced filters. All must agree; the
/// values of one filter are alternatives; nothing regards case.
final class EventFilter {
  /// CloudEvents has other names for some members; a filter may use either.
  private static final Map<String, String> OTHER_NAMES =
      Map.of("type", "eventType", "source", "topic", "time", "eventTime");

  private final GridSubscriptionSettings wanted;

  EventFilter(GridSubscriptionSettings wanted) {
    this.wanted = wanted;
  }

  /// Whether an event passes.
  ///
  /// @param event in the Event Grid schema
  boolean passes(JsonNode event) {
    return passesTypeAndSubject(event)
        && wanted.advancedFilters().stream().allMatch(each -> passes(each, event));
  }

  /// Whether an event could pass, of which some members are not known yet: what is missing is given
  /// the benefit of the doubt.
  boolean mayPass(JsonNode event) {
    return passesTypeAndSubject(event)
        && wanted.advancedFilters().stream()
            .allMatch(each -> value(each.key(), event).isEmpty() || passes(each, event));
  }

  private boolean passesTypeAndSubject(JsonNode event) {
    var type = event.path("eventType").asString("");
    var subject = lower(event.path("subject").asString(""));
    var types = wanted.includedEventTypes();
    return (types.isEmpty() || types.stream().anyMatch(type::equalsIgnoreCase))
        && wanted.subjectBeginsWith().map(EventFilter::lower).stream().allMatch(subject::startsWith)
        && wanted.subjectEndsWith().map(EventFilter::lower).stream().allMatch(subject::endsWith);
  }

  private static boolean passes(Filter filter, JsonNode event) {
    var operator = filter.operatorType();
    boolean negated = operator.startsWith("StringNot");
    var test = test(operator.replaceFirst("^String(Not)?", ""));
    // Without the member nothing matches, so a negation is true.
    boolean matches =
        value(filter.key(), event)
            .filter(
                found -> filter.values().stream().anyMatch(each -> test.test(found, lower(each))))
            .isPresent();
    return matches != negated;
  }

  private static BiPredicate<String, String> test(String comparison) {
    return switch (comparison) {
      case "In" -> String::equals;
      case "Contains" -> String::contains;
      case "BeginsWith" -> String::startsWith;
      case "EndsWith" -> String::endsWith;
      default -> throw new IllegalArgumentException("no operator String" + comparison);
    };
  }

  /// The value at a path such as `data.to.PhoneNumber.Value`, in lower case.
  private static Optional<String> value(String path, JsonNode event) {
    Optional<JsonNode> node = Optional.of(event);
    for (var name : path.split("\\.", -1)) {
      node = node.flatMap(parent -> member(parent, name));
    }
    return node.filter(JsonNode::isValueNode)
        .filter(found -> !found.isNull())
        .map(found -> lower(found.asString()));
  }

  private static Optional<JsonNode> member(JsonNode parent, String name) {
    var names = Stream.of(name, OTHER_NAMES.getOrDefault(lower(name), name)).distinct();
    return names
        .flatMap(
            each ->
                parent.properties().stream()
                    .filter(member -> member.getKey().equalsIgnoreCase(each))
                    .map(Map.Entry::getValue))
        .findFirst();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
