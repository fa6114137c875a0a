package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RunStatusTest {
    @Test
    void a_run_is_over_when_it_is_neither_queued_nor_active() {
        assertThat(Arrays.stream(RunStatus.values()).filter(RunStatus::isFinal))
                .containsExactly(RunStatus.SUCCEEDED, RunStatus.FAILED, RunStatus.CANCELLED, RunStatus.LOST);
    }
}
