package dev.cordboard.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// The contract as the tests keep it, against the files it was made from where those lie beside the
/// project.
class ContractDigestTest {
  @Test
  void whatTheTestsKeepIsWhatTheContractSays() throws Exception {
    for (var folder :
        Stream.of("../shared/contract", "../../shared/contract").map(Path::of).toList()) {
      if (Files.isDirectory(folder)) {
        compare(folder);
      }
    }
  }

  @Test
  void seesWhatBreaksAContract() {
    var contract = Contract.of("2026-03-12");
    var wrong =
        new JsonMapper()
            .readTree(
                """
                {"callConnectionId":7,"callConnectionState":"gone","targets":[{"kind":"phone"}],
                 "unheardOf":1,"version":"1"}
                """);

    assertThat(contract.breaches("CallConnectionProperties", wrong, java.util.List.of("version")))
        .containsExactlyInAnyOrder(
            "CallConnectionProperties.callConnectionId is no string: 7",
            "CallConnectionProperties.targets[].kind is no "
                + contract.models().get("CommunicationIdentifierModel").get("kind").type()
                + ": \"phone\"",
            "CallConnectionProperties.callConnectionState is no "
                + contract
                    .models()
                    .get("CallConnectionProperties")
                    .get("callConnectionState")
                    .type()
                + ": \"gone\"",
            "CallConnectionProperties.unheardOf is not in the contract");
  }

  @Test
  void seesWhatIsMissing() {
    var empty = new JsonMapper().createObjectNode();

    assertThat(
            Contract.of("2024-04-15")
                .breaches("GetParticipantsResponse", empty, java.util.List.of()))
        .containsExactly("GetParticipantsResponse.value is required");
  }

  private static void compare(Path folder) throws Exception {
    try (var files = Files.list(folder)) {
      for (var file : files.filter(each -> each.toString().endsWith(".json")).toList()) {
        var version = file.getFileName().toString().replace(".json", "");
        assertThat(Contract.text(version).orElse(""))
            .as(version)
            .isEqualTo(ContractDigest.of(new JsonMapper().readTree(Files.readString(file))));
      }
    }
  }
}
