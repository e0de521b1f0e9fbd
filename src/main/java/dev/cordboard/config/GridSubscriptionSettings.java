package dev.cordboard.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One Event Grid subscription.
///
/// @param endpointUrl where its events go
/// @param schema `eventGrid` (when absent) or `cloudEvents`
/// @param includedEventTypes the full names of the events it wants; empty = all
/// @param subjectBeginsWith what the subject must begin with
/// @param subjectEndsWith what the subject must end with
/// @param advancedFilters all of them must let an event through
public record GridSubscriptionSettings(
    String endpointUrl,
    Optional<String> schema,
    List<String> includedEventTypes,
    Optional<String> subjectBeginsWith,
    Optional<String> subjectEndsWith,
    List<Filter> advancedFilters) {
  private static final Set<String> SCHEMAS = Set.of("eventGrid", "cloudEvents");

  public GridSubscriptionSettings {
    includedEventTypes = List.copyOf(includedEventTypes);
    advancedFilters = List.copyOf(advancedFilters);
    if (!endpointUrl.matches("(?i)https?://.+")) {
      throw new IllegalArgumentException("endpointUrl must be an http or https URL");
    }
    if (schema.isPresent() && !SCHEMAS.contains(schema.get())) {
      throw new IllegalArgumentException("schema must be eventGrid or cloudEvents");
    }
  }

  /// One advanced filter: an operator such as `StringContains`, a path into the event such as
  /// `data.to.rawId`, and the values of which one must (or none may) match.
  public record Filter(String operatorType, String key, List<String> values) {
    private static final Set<String> OPERATORS =
        Set.of(
            "StringIn",
            "StringNotIn",
            "StringContains",
            "StringNotContains",
            "StringBeginsWith",
            "StringNotBeginsWith",
            "StringEndsWith",
            "StringNotEndsWith");

    public Filter {
      values = List.copyOf(values);
      if (!OPERATORS.contains(operatorType)) {
        throw new IllegalArgumentException(
            "operatorType must be one of "
                + String.join(", ", OPERATORS.stream().sorted().toList()));
      }
      if (key.isBlank() || values.isEmpty()) {
        throw new IllegalArgumentException("key and values of a filter must not be empty");
      }
    }
  }

  /// A URL alone stands for a subscription to everything.
  public static GridSubscriptionSettings parse(String url) {
    return everything(url);
  }

  /// Every event to this URL, in the Event Grid schema (the option `--event-grid-webhook`).
  public static GridSubscriptionSettings everything(String endpointUrl) {
    return new GridSubscriptionSettings(
        endpointUrl, Optional.empty(), List.of(), Optional.empty(), Optional.empty(), List.of());
  }
}
