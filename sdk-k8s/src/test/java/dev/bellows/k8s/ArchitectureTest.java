package dev.bellows.k8s;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.ArchitectureRules;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
    private static final String DOOR = "dev.bellows.k8s";
    private static final String PORT = "dev.bellows.k8s.port";
    private static final String INTERNAL = "dev.bellows.k8s.internal.";
    private static final String TIME_SOURCE = INTERNAL + "perform.SystemTimeSource";
    private static final String WORKERS = INTERNAL + "perform.Workers";

    private static final ArchitectureRules RULES =
            ArchitectureRules.of(DOOR, "SparkKubernetes", "SystemTimeSource", "Supervisor", "Fabric8Cluster");

    @Test
    void no_internal_packages_depend_on_each_other_in_a_circle() {
        RULES.noCircleOf(INTERNAL + "(*)..");
    }

    @Test
    void port_and_internal_do_not_know_the_door() {
        RULES.noArrow(INTERNAL + ".", DOOR);
        RULES.noArrow(PORT + "..", DOOR, INTERNAL + ".");
    }

    /** What each package must not know, of those that come after it or beside it. */
    @ParameterizedTest
    @CsvSource({
        "admit, supervise",
        "admit, submit",
        "admit, observe",
        "admit, cleanup",
        "admit, perform",
        "admit, fabric8",
        "circuit, supervise",
        "circuit, submit",
        "circuit, observe",
        "circuit, cleanup",
        "circuit, perform",
        "circuit, fabric8",
        "pause, supervise",
        "pause, submit",
        "pause, observe",
        "pause, cleanup",
        "pause, perform",
        "pause, fabric8",
        "pods, supervise",
        "pods, submit",
        "pods, observe",
        "pods, cleanup",
        "pods, perform",
        "pods, fabric8",
        "supervise, submit",
        "supervise, observe",
        "supervise, cleanup",
        "supervise, perform",
        "supervise, fabric8",
        "submit, observe",
        "submit, cleanup",
        "submit, perform",
        "submit, fabric8",
        "observe, cleanup",
        "observe, perform",
        "observe, fabric8",
        "cleanup, supervise",
        "cleanup, submit",
        "cleanup, observe",
        "cleanup, perform",
        "cleanup, fabric8",
        "fabric8, supervise",
        "fabric8, submit",
        "fabric8, observe",
        "fabric8, cleanup",
        "fabric8, perform",
        "sweep, observe",
        "sweep, cleanup",
        "sweep, perform",
        "sweep, fabric8",
        "preflight, supervise",
        "preflight, submit",
        "preflight, observe",
        "preflight, cleanup",
        "preflight, perform",
        "preflight, fabric8",
        "describe, observe",
        "describe, cleanup",
        "describe, perform",
        "describe, fabric8",
        "executors, supervise",
        "executors, observe",
        "executors, cleanup",
        "executors, perform",
        "executors, fabric8",
        "perform, fabric8"
    })
    void an_arrow_leads_forward_only(String from, String to) {
        RULES.noArrow(INTERNAL + from + "..", INTERNAL + to + "..");
    }

    @Test
    void decisions_know_no_kubernetes_and_no_port() {
        RULES.noArrow(INTERNAL + "supervise..", "io.fabric8..", PORT + "..", "dev.bellows.compile..", "org.slf4j..");
    }

    @Test
    void the_fabric8_client_is_known_in_one_place() {
        noClasses()
                .that(not(resideInAPackage(INTERNAL + "fabric8..")))
                .should()
                .dependOnClassesThat(resideInAPackage("io.fabric8.kubernetes.client.."))
                .check(RULES.all());
    }

    @Test
    void only_the_time_source_knows_the_time_and_starts_threads() {
        // The circuit breaker asks a Clock, which is made of the time source.
        RULES.noneReadsTheClock(TIME_SOURCE, INTERNAL + "circuit.Breaker");
        RULES.noneStartsThreads(TIME_SOURCE, WORKERS);
    }

    @Test
    void no_internal_type_is_part_of_what_users_see() {
        RULES.usersSeeNothingInternal(DOOR, PORT);
    }

    @Test
    void no_class_is_open_by_accident() {
        RULES.allAreFinalBut("ConnectChoices", "Expiry", "PlatformRules", "Supervision");
    }

    @Test
    void every_package_is_null_marked() {
        RULES.allPackagesAreNullMarked();
    }

    @Test
    void no_source_file_is_too_long() throws IOException {
        RULES.noFileIsTooLong();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.spark.SparkContext",
                "org.apache.spark.SparkConf",
                "scala.Option",
                "org.apache.hadoop.conf.Configuration"
            })
    void spark_scala_and_hadoop_are_not_on_the_class_path(String name) {
        assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
    }
}
