package dev.bellows.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.job.Gpu;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuChecksTest {
    @ParameterizedTest
    @CsvSource({"4,,1,true", "4,1,1,true", "4,,4,false", "2,,3,false", "1,,1,false"})
    void gpus_that_no_core_can_use_deserve_a_word(int gpus, Integer tasks, int cores, boolean said) {
        Gpu gpu = tasks == null ? Gpu.nvidia(gpus) : Gpu.nvidia(gpus).tasksPerGpu(tasks);

        assertThat(JobChecksTest.problemsOf(job -> job.gpu(gpu).executors(e -> e.cores(cores))))
                .extracting(Problem::code)
                .isEqualTo(said ? List.of("GPU_CORES_SHORT") : List.of());
    }
}
