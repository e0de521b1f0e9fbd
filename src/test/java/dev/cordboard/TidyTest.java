package dev.cordboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The house rules that a machine can see: sizes, names, doc sentences, no sleeps.
class TidyTest {
  private static final Path MAIN = Path.of("src/main/java");
  private static final Path TEST = Path.of("src/test/java");

  /// A method starts at an indented line that ends in ` {`, has parentheses and is no control flow.
  private static final Pattern METHOD =
      Pattern.compile(
          "^ {2,8}+(?! )(?!(?:if|for|while|switch|try|catch|else|do|synchronized|return|new)\\b)[\\w<>@\\[\\],.? ]+\\([^;]*\\{$");

  private static final Pattern BANNED_SUFFIX =
      Pattern.compile(".*(Manager|Helper|Utils?|Impl|Processor|Data|Info)\\.java");
  private static final Pattern PUBLIC_TYPE =
      Pattern.compile(
          "^public (?:abstract |final |sealed |non-sealed )*(?:class|interface|record|enum) .*");

  @Test
  void mainFilesStayUnderFiveHundredLines() {
    assertThat(offenders(MAIN, (file, lines) -> lines.size() > 500 ? oneOf(lines.size()) : none()))
        .isEmpty();
  }

  @Test
  void testFilesStayUnderSevenHundredLines() {
    assertThat(offenders(TEST, (file, lines) -> lines.size() > 700 ? oneOf(lines.size()) : none()))
        .isEmpty();
  }

  @Test
  void methodsStayUnderSixtyLines() {
    assertThat(offenders(MAIN, (file, lines) -> longMethods(lines))).isEmpty();
    assertThat(offenders(TEST, (file, lines) -> longMethods(lines))).isEmpty();
  }

  @Test
  void everyPublicTypeSaysWhatItIs() {
    assertThat(offenders(MAIN, (file, lines) -> undocumented(lines))).isEmpty();
  }

  @Test
  void everyPackageHasItsMap() throws IOException {
    try (var folders = Files.walk(MAIN).filter(Files::isDirectory)) {
      assertThat(
              folders.filter(
                  folder ->
                      hasClasses(folder) && !Files.exists(folder.resolve("package-info.java"))))
          .isEmpty();
    }
  }

  @Test
  void packagesStayUnderThirtyFiles() throws IOException {
    try (var folders = Files.walk(MAIN).filter(Files::isDirectory)) {
      assertThat(folders.filter(folder -> javaFiles(folder) > 31)).isEmpty();
    }
  }

  @Test
  void namesAvoidEmptySuffixes() {
    assertThat(
            offenders(
                MAIN,
                (file, lines) ->
                    BANNED_SUFFIX.matcher(file.getFileName().toString()).matches()
                        ? oneOf(1)
                        : none()))
        .isEmpty();
  }

  @Test
  void nobodySleepsAndNobodyPostpones() {
    var sleep = "Thread" + ".sleep";
    var later = Pattern.compile("\\b(" + "TO" + "DO|FIX" + "ME|XX" + "X)\\b");
    assertThat(offenders(TEST, (file, lines) -> matching(lines, sleep))).isEmpty();
    assertThat(offenders(MAIN, (file, lines) -> matching(lines, sleep))).isEmpty();
    assertThat(offenders(MAIN, (file, lines) -> finding(lines, later))).isEmpty();
  }

  private static List<Integer> longMethods(List<String> lines) {
    var found = new ArrayList<Integer>();
    for (int start = 0; start < lines.size(); start++) {
      if (METHOD.matcher(lines.get(start)).matches()) {
        var closing = indent(lines.get(start)) + "}";
        int end = start;
        while (end < lines.size() && !lines.get(end).equals(closing)) {
          end++;
        }
        if (end - start + 1 > 60) {
          found.add(start + 1);
        }
      }
    }
    return found;
  }

  private static List<Integer> undocumented(List<String> lines) {
    var found = new ArrayList<Integer>();
    for (int i = 0; i < lines.size(); i++) {
      if (PUBLIC_TYPE.matcher(lines.get(i)).matches() && !documented(lines, i)) {
        found.add(i + 1);
      }
    }
    return found;
  }

  private static boolean documented(List<String> lines, int type) {
    int i = type - 1;
    while (i >= 0 && (lines.get(i).startsWith("@") || lines.get(i).startsWith(" "))) {
      i--;
    }
    return i >= 0 && lines.get(i).startsWith("///");
  }

  private static List<Integer> matching(List<String> lines, String text) {
    return finding(lines, Pattern.compile(Pattern.quote(text)));
  }

  private static List<Integer> finding(List<String> lines, Pattern pattern) {
    var found = new ArrayList<Integer>();
    for (int i = 0; i < lines.size(); i++) {
      if (pattern.matcher(lines.get(i)).find()) {
        found.add(i + 1);
      }
    }
    return found;
  }

  private static List<String> offenders(
      Path root, BiFunction<Path, List<String>, List<Integer>> rule) {
    try (var files = Files.walk(root).filter(file -> file.toString().endsWith(".java"))) {
      return files
          .flatMap(file -> rule.apply(file, read(file)).stream().map(line -> file + ":" + line))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean hasClasses(Path folder) {
    return javaFiles(folder) > 0;
  }

  private static long javaFiles(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> read(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String indent(String line) {
    return line.substring(0, line.length() - line.stripLeading().length());
  }

  private static List<Integer> oneOf(int line) {
    return List.of(line);
  }

  private static List<Integer> none() {
    return List.of();
  }
}
