package dev.cordboard.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All routes of the server, found by method and raw path.
public final class RouteTable {
  private final Map<Key, List<Entry>> entries = new HashMap<>();

  /// A table of these routes; of several that match, the one that spells out more wins.
  public RouteTable(List<Route> routes) {
    for (var route : routes) {
      var template = new PathTemplate(route.template());
      entries
          .computeIfAbsent(new Key(route.method(), template.segments()), _ -> new ArrayList<>())
          .add(new Entry(route, template));
    }
    entries
        .values()
        .forEach(
            same ->
                same.sort(
                    Comparator.comparingInt((Entry entry) -> entry.template().literalLength())
                        .reversed()));
  }

  /// The route of a request and the values of its template's names.
  Optional<Match> find(String method, String rawPath) {
    if (!rawPath.startsWith("/")) {
      return Optional.empty();
    }
    var segments = List.of(rawPath.substring(1).split("/", -1));
    for (var entry : entries.getOrDefault(new Key(method, segments.size()), List.of())) {
      var values = entry.template().match(segments);
      if (values.isPresent()) {
        return Optional.of(new Match(entry.route(), values.get()));
      }
    }
    return Optional.empty();
  }

  record Match(Route route, Map<String, String> pathParameters) {}

  private record Key(String method, int segments) {}

  private record Entry(Route route, PathTemplate template) {}
}
