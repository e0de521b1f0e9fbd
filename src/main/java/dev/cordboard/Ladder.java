package dev.cordboard;

import dev.cordboard.observe.TimelineEntry;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Draws a call's timeline as a ladder: time runs down, one column for the application, one for the
/// server, one for each phone.
final class Ladder {
  /// Wide enough for the longest event name.
  private static final int WIDTH_TO_SERVER = 34;

  private static final int WIDTH_TO_PHONE = 22;

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
    for (int column = 0; column < columns.size(); column++) {
      line.append(" ".repeat(Math.max(0, start(column) - line.length())))
          .append(columns.get(column));
    }
    return line.toString();
  }

  private static int start(int column) {
    return column == 0 ? 0 : WIDTH_TO_SERVER + (column - 1) * WIDTH_TO_PHONE;
  }

  private static String row(List<String> columns, TimelineEntry first, TimelineEntry entry) {
    int from = start(columns.indexOf(entry.from()));
    int to = start(columns.indexOf(entry.to()));
    var words = " " + entry.what() + " ";
    var dashes = "-".repeat(Math.max(2, Math.abs(to - from) - words.length() - 6));
    var arrow = from < to ? "|--" + words + dashes + ">" : "|<" + dashes + words + "-";
    var millis = Duration.between(first.at(), entry.at()).toMillis();
    return "  %7.3f  %s%s".formatted(millis / 1000.0, " ".repeat(Math.min(from, to)), arrow);
  }
}
