package dev.cordboard;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The picture of the house, executable: who may know whom. A line here is permission, its absence
/// a ban.
class ArchitectureTest {
  private static final JavaClasses SERVER =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.cordboard");

  /// Package → what it may use besides itself, `base` and `config`.
  private static final Map<String, List<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("base", List.of()),
          Map.entry("config", List.of()),
          Map.entry("certificate", List.of()),
          Map.entry("identifier", List.of()),
          Map.entry("sdp", List.of()),
          Map.entry("rtp", List.of()),
          Map.entry("audio", List.of()),
          Map.entry("call", List.of("identifier")),
          Map.entry("http", List.of()),
          Map.entry("store", List.of()),
          Map.entry("dialect", List.of("call", "identifier")),
          Map.entry("journal", List.of("call", "identifier")),
          Map.entry("identity", List.of("http", "identifier", "store")),
          Map.entry("media", List.of("rtp", "audio", "sdp")),
          Map.entry("sip", List.of("sdp")),
          Map.entry("observe", List.of("http", "call", "journal", "store", "identifier")),
          Map.entry("simulator", List.of("http", "sip", "sdp", "rtp", "audio", "media")),
          Map.entry(
              "event",
              List.of("http", "dialect", "call", "journal", "store", "identity", "identifier")),
          Map.entry(
              "engine",
              List.of("call", "journal", "sip", "sdp", "media", "store", "identity", "identifier")),
          Map.entry("rooms", List.of("http", "engine", "identifier", "store")),
          Map.entry("api", List.of("http", "engine", "dialect", "call", "identity", "identifier")));

  @Test
  void everyPackageUsesOnlyWhatThePictureAllows() {
    MAY_USE.forEach(
        (name, allowed) -> {
          var packages = new ArrayList<>(List.of("dev.cordboard." + name + ".."));
          packages.add("dev.cordboard.base..");
          if (!name.equals("base")) {
            packages.add("dev.cordboard.config..");
          }
          allowed.forEach(each -> packages.add("dev.cordboard." + each + ".."));
          noClasses()
              .that()
              .resideInAPackage("dev.cordboard." + name + "..")
              .should()
              .dependOnClassesThat(resideInAPackage("dev.cordboard..").and(outsideOf(packages)))
              .allowEmptyShould(true)
              .check(SERVER);
        });
  }

  @Test
  void everyPackageIsInThePicture() {
    classes()
        .that(resideInAPackage("dev.cordboard.."))
        .should()
        .resideInAnyPackage(
            Stream.concat(
                    Stream.of("dev.cordboard"),
                    MAY_USE.keySet().stream().map(name -> "dev.cordboard." + name + ".."))
                .toArray(String[]::new))
        .check(SERVER);
  }

  @Test
  void insideSipArrowsPointDownwards() {
    sipLayer("message", List.of("message"));
    sipLayer("transaction", List.of("message", "transaction"));
    sipLayer("transport", List.of("message", "transport"));
    sipLayer("refer", List.of("message", "refer"));
    sipLayer("dialog", List.of("message", "transaction", "refer", "dialog"));
  }

  @Test
  void noPackagesFormACycle() {
    slices()
        .matching("dev.cordboard.(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(SERVER);
  }

  @Test
  void onlyBaseAndMainTouchTheClockAndChance() {
    var outside =
        noClasses()
            .that(
                resideInAPackage("dev.cordboard..")
                    .and(resideOutsideOfPackage("dev.cordboard.base.."))
                    .and(not(JavaClass.Predicates.simpleName("Main"))));
    outside.should().callMethod(Instant.class, "now").allowEmptyShould(true).check(SERVER);
    outside.should().callMethod(System.class, "nanoTime").allowEmptyShould(true).check(SERVER);
    outside
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .allowEmptyShould(true)
        .check(SERVER);
    outside.should().callMethod(UUID.class, "randomUUID").allowEmptyShould(true).check(SERVER);
    outside
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Random")
        .allowEmptyShould(true)
        .check(SERVER);
  }

  @Test
  void theCallCoreDoesNoInputOrOutput() {
    noClasses()
        .that()
        .resideInAPackage("dev.cordboard.call..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.io..", "java.net..", "java.nio..", "java.util.concurrent..")
        .check(SERVER);
  }

  private static void sipLayer(String layer, List<String> allowed) {
    var packages =
        new ArrayList<>(
            List.of("dev.cordboard.base..", "dev.cordboard.config..", "dev.cordboard.sdp.."));
    allowed.forEach(each -> packages.add("dev.cordboard.sip." + each + ".."));
    noClasses()
        .that()
        .resideInAPackage("dev.cordboard.sip." + layer + "..")
        .should()
        .dependOnClassesThat(resideInAPackage("dev.cordboard..").and(outsideOf(packages)))
        .allowEmptyShould(true)
        .check(SERVER);
  }

  private static DescribedPredicate<JavaClass> outsideOf(List<String> packages) {
    return JavaClass.Predicates.resideOutsideOfPackages(packages.toArray(String[]::new));
  }
}
