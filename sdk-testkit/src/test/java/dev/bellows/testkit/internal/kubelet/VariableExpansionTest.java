package dev.bellows.testkit.internal.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariableExpansionTest {
    private static final Map<String, String> VARIABLES = Map.of("A", "1", "B", "$(A)", "EMPTY", "");

    @ParameterizedTest
    @CsvSource({
        "x$(A)y, x1y",
        "$(A)$(A), 11",
        "$(UNKNOWN), $(UNKNOWN)",
        "$$(A), $(A)",
        "$$$(A), $1",
        "$(B), $(A)",
        "$A, $A",
        "$(A, $(A",
        "-$(EMPTY)-, --",
        "cost$, cost$"
    })
    void expands_as_kubernetes_does(String text, String expected) {
        assertThat(VariableExpansion.expand(text, VARIABLES)).isEqualTo(expected);
    }
}
