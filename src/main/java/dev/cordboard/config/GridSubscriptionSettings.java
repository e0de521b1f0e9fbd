package dev.cordboard.config;

import java.util.List;

/// One Event Grid subscription.
///
/// @param endpointUrl where its events go
/// @param schema `eventGrid` or `cloudEvents`
/// @param includedEventTypes the full names of the events it wants; empty = all
/// @param subjectBeginsWith what the subject must begin with; empty = anything
/// @param subjectEndsWith what the subject must end with; empty = anything
/// @param advancedFilters all of them must let an event through
public record GridSubscriptionSettings(
    String endpointUrl,
    String schema,
    List<String> includedEventTypes,
    String subjectBeginsWith,
    String subjectEndsWith,
    List<Filter> advancedFilters) {
  public GridSubscriptionSettings {
    includedEventTypes = List.copyOf(includedEventTypes);
    advancedFilters = List.copyOf(advancedFilters);
  }

  /// One advanced filter: an operator such as `StringContains`, a path into the event such as
  /// `data.to.rawId`, and the values of which one must (or none may) match.
  public record Filter(String operatorType, String key, List<String> values) {
    public Filter {
      values = List.copyOf(values);
    }
  }

  /// Every event to this URL, in the Event Grid schema (the option `--event-grid-webhook`).
  public static GridSubscriptionSettings everything(String endpointUrl) {
    return new GridSubscriptionSettings(endpointUrl, "eventGrid", List.of(), "", "", List.of());
  }
}
