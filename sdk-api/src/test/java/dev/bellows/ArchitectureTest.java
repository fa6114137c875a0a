package dev.bellows;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.io.IOException;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final ArchitectureRules RULES =
            ArchitectureRules.of("dev.bellows", "SparkJob", "JobCompiler", "JobChecks", "RunId");

    @Test
    void nothing_reads_or_writes_files_and_sockets() {
        RULES.noneDependsOn("java\\.io\\.(File.*|RandomAccessFile)|java\\.nio\\.file\\.Files|java\\.nio\\.channels\\..*"
                + "|java\\.net\\..*Socket.*|java\\.net\\.http\\..*");
    }

    @Test
    void nothing_knows_threads_or_starts_them() {
        RULES.noneDependsOn("java\\.lang\\.Thread|java\\.util\\.Timer.*"
                + "|java\\.util\\.concurrent\\.(Executor.*|ScheduledExecutor.*|ForkJoin.*|ThreadPool.*)");
        RULES.noneStartsThreads();
    }

    @Test
    void nothing_knows_the_time() {
        RULES.noneReadsTheClock();
    }

    @Test
    void nothing_draws_by_chance() {
        noClasses()
                .should()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .check(RULES.all());
    }

    @Test
    void of_fabric8_only_the_model_is_used() {
        RULES.noneDependsOn("io\\.fabric8(?!\\.kubernetes\\.api\\.(model|builder)).*");
    }

    // Job, check and compile know each other by design: a job offers its own checks and its own compilation. A run
    // stands for itself, but for the unit of memory.
    @Test
    void a_run_knows_nothing_of_jobs() {
        noClasses()
                .that()
                .resideInAPackage("dev.bellows.run")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("dev\\.bellows\\.(job\\.(?!Memory$)|check\\.|compile\\.).*")
                .check(RULES.all());
    }

    @Test
    void the_rest_forms_one_ring_and_nothing_else() {
        classes()
                .should()
                .resideInAnyPackage("dev.bellows.job..", "dev.bellows.check", "dev.bellows.compile", "dev.bellows.run")
                .check(RULES.all());
    }

    @Test
    void problems_are_known_by_all_and_know_nobody() {
        noClasses()
                .that()
                .haveSimpleName("Problem")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.bellows.job..", "dev.bellows.compile", "dev.bellows.run")
                .check(RULES.all());
    }

    @Test
    void classes_are_final_unless_their_subclass_is_generated() {
        RULES.allAreFinalBut(
                "SparkJob",
                "Dependencies",
                "DriverSpec",
                "DynamicAllocation",
                "ExecutorSpec",
                "PodShape",
                "PodContainer",
                "Presets");
    }

    @Test
    void generated_classes_stay_inside_their_package() {
        RULES.generatedClassesStayInsideTheirPackage();
    }

    @Test
    void every_package_is_null_marked() {
        RULES.allPackagesAreNullMarked();
    }

    @Test
    void no_source_file_is_too_long() throws IOException {
        RULES.noFileIsTooLong();
    }
}
