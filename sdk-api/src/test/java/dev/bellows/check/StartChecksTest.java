package dev.bellows.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.job.Memory;
import dev.bellows.job.NodeShape;
import dev.bellows.job.SparkJobBuilder;
import dev.bellows.job.SparkVersion;
import dev.bellows.job.preset.RpcSecurity;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limits at which Spark's own start fails. */
class StartChecksTest {
    @ParameterizedTest
    @CsvSource({"0,true", "1023k,true", "1048575,true", "1024k,false", "1048576,false", "${env:SIZE},false"})
    void off_heap_memory_is_a_mebibyte_or_more(String size, boolean refused) {
        assertThat(errorsOf(job -> job.conf("spark.memory.offHeap.enabled", "TRUE")
                                .conf("spark.memory.offHeap.size", size))
                        .contains("OFF_HEAP_SIZE"))
                .isEqualTo(refused);
    }

    @Test
    void a_task_has_the_one_core_that_executors_have_by_default() {
        assertThat(errorsOf(job -> job.conf("spark.task.cpus", "2"))).containsExactly("TASK_CPUS");
        assertThat(errorsOf(job -> job.conf("spark.task.cpus", "2").executors(e -> e.cores(2))))
                .isEmpty();
        NodeShape node = NodeShape.of(16, Memory.gib(64));
        assertThat(errorsOf(job -> job.conf("spark.task.cpus", "16").executors(e -> e.fitOn(node))))
                .isEmpty();
        assertThat(errorsOf(job -> job.conf("spark.task.cpus", "17").executors(e -> e.fitOn(node))))
                .contains("TASK_CPUS");
        assertThat(errorsOf(job -> job.spark(SparkVersion.V4_3).conf("spark.task.cpus", "1.5")))
                .contains("TASK_CPUS");
    }

    @ParameterizedTest
    @CsvSource({
        "120s,,true",
        "119999ms,,false",
        ",10s,true",
        ",10999ms,true",
        ",11s,false",
        "30s,30s,true",
        "30s,1min,false",
        "60000,1min,true"
    })
    void a_heartbeat_comes_within_the_timeout(String interval, String timeout, boolean refused) {
        assertThat(errorsOf(job -> {
                    if (interval != null) {
                        job.conf("spark.executor.heartbeatInterval", interval);
                    }
                    if (timeout != null) {
                        job.conf("spark.network.timeout", timeout);
                    }
                }))
                .isEqualTo(refused ? List.of("HEARTBEAT_INTERVAL") : List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "4.1,spark.driver.extraJavaOptions,-XX:+UseG1GC \"-Xmx2g\",true",
        "4.1,spark.driver.defaultJavaOptions,-Xmx2g,true",
        "4.1,spark.driver.extraJavaOptions,-Dflag=-Xmx2g,false",
        "4.1,spark.driver.extraJavaOptions,-Da=\"b -Xmx2g\",false",
        "3.5,spark.driver.extraJavaOptions,-Dflag=-Xmx2g,true",
        "4.1,spark.driver.extraJavaOptions,-Dspark.ui.port=1,false",
        "4.1,spark.executor.extraJavaOptions,-Dflag=-Xmx2g,true",
        "4.1,spark.executor.defaultJavaOptions,-Dspark.ui.port=1,true",
        "3.5,spark.executor.defaultJavaOptions,-Dspark.ui.port=1,false",
        "4.1,spark.executor.extraJavaOptions,-Xms1g,false"
    })
    void a_heap_is_no_java_option(String line, String key, String options, boolean refused) {
        assertThat(errorsOf(job -> job.spark(SparkVersion.ofLine(line)).conf(key, options)))
                .isEqualTo(refused ? List.of("JAVA_OPTIONS") : List.of());
    }

    @Test
    void secrets_among_java_options_are_not_shown() {
        assertThat(JobChecksTest.problemsOf(
                        job -> job.conf("spark.executor.extraJavaOptions", "-Xmx1g -Dpassword=hunter2")))
                .allSatisfy(problem -> assertThat(problem.toString()).doesNotContain("hunter2"));
    }

    @Test
    void encryption_needs_authentication() {
        assertThat(errorsOf(job -> job.conf("spark.authenticate.enableSaslEncryption", "true")))
                .containsExactly("ENCRYPTION_UNAUTHENTICATED");
        assertThat(errorsOf(job -> job.presets(p -> p.rpcSecurity(RpcSecurity.generated()))
                        .conf("spark.network.crypto.enabled", "true")))
                .isEmpty();
        assertThat(errorsOf(job ->
                        job.presets(p -> p.rpcSecurity(RpcSecurity.generated())).conf("spark.authenticate", "false")))
                .containsExactly("ENCRYPTION_UNAUTHENTICATED");
    }

    @ParameterizedTest
    @CsvSource({
        "spark.executor.resource.fpga.amount=1,true",
        "spark.executor.resource.fpga.amount=0,false",
        "spark.executor.resource.fpga.vendor=acme.com,true",
        "spark.task.resource.fpga.amount=0.5,true",
        "spark.task.resource.fpga.amount=0,false"
    })
    void a_resource_has_amount_and_vendor(String entry, boolean refused) {
        String[] pair = entry.split("=", 2);

        assertThat(errorsOf(job -> job.conf(pair[0], pair[1])).contains("RESOURCE_INCOMPLETE"))
                .isEqualTo(refused);
    }

    @Test
    void numbers_of_executors_stay_below_their_maximum() {
        String key = "spark.kubernetes.allocation.maximum";

        assertThat(errorsOf(job -> job.conf(key, "2"))).containsExactly("ALLOCATION_MAXIMUM");
        assertThat(errorsOf(job -> job.conf(key, "8").executors(e -> e.between(1, 8))))
                .containsExactly("ALLOCATION_MAXIMUM");
        assertThat(errorsOf(job -> job.conf(key, "9").executors(e -> e.between(1, 8))))
                .isEmpty();
        assertThat(errorsOf(job -> job.spark(SparkVersion.V4_0).conf(key, "1"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "spark.blockManager.port,0,false",
        "spark.blockManager.port,1023,true",
        "spark.blockManager.port,1024,false",
        "spark.blockManager.port,65536,true",
        "spark.ui.port,0,true",
        "spark.ui.port,1023,true",
        "spark.ui.port,65535,false"
    })
    void ports_are_those_that_spark_listens_on(String key, String port, boolean refused) {
        assertThat(errorsOf(job -> job.conf(key, port))).isEqualTo(refused ? List.of("CONF_VALUE") : List.of());
    }

    private static List<String> errorsOf(Consumer<SparkJobBuilder> change) {
        return JobChecksTest.problemsOf(change).stream()
                .filter(Problem::isError)
                .map(Problem::code)
                .toList();
    }
}
