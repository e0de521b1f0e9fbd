package dev.cordboard;

import dev.cordboard.observe.TimelineEntry;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Draws a call's timeline as a ladder: time runs down, one column for the application, one for the
/// server, one for each phone.
final class Ladder {
  private static final int WIDTH = 34;

  private Ladder() {}

  static void print(PrintStream out, List<TimelineEntry> entries) {
    var columns =
        Stream.concat(
                Stream.of("application", "cordboard"),
                entries.stream()
                    .filter(Ladder::shown)
                    .flatMap(each -> Stream.of(each.from(), each.to())))
            .distinct()
            .toList();
    out.println();
    out.println("  seconds  " + header(columns));
    for (var entry : entries) {
      if (shown(entry)) {
        out.println(row(columns, entries.getFirst(), entry));
      }
    }
    out.println();
  }

  /// Nobody is subscribed to Event Grid events in a demonstration.
  private static boolean shown(TimelineEntry entry) {
    return entry.kind() != TimelineEntry.Kind.INTERNAL && entry.kind() != TimelineEntry.Kind.GRID;
  }

  private static String header(List<String> columns) {
    var line = new StringBuilder();
    for (var column : columns.subList(0, columns.size() - 1)) {
      line.append(("%-" + WIDTH + "s").formatted(column));
    }
    return line.append(columns.getLast()).toString();
  }

  private static String row(List<String> columns, TimelineEntry first, TimelineEntry entry) {
    int from = columns.indexOf(entry.from());
    int to = columns.indexOf(entry.to());
    int left = Math.min(from, to);
    int length = Math.abs(to - from) * WIDTH - 3;
    var words = " " + entry.what() + " ";
    var dashes = "-".repeat(Math.max(2, length - words.length() - 3));
    var arrow = from < to ? "|--" + words + dashes + ">" : "|<" + dashes + words + "-";
    var millis = Duration.between(first.at(), entry.at()).toMillis();
    return "  %7.3f  %s%s".formatted(millis / 1000.0, " ".repeat(left * WIDTH), arrow);
  }
}
