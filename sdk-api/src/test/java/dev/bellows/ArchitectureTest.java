package dev.bellows;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.bellows");

    // Abstract because Immutables generates the one, package-private subclass.
    private static final Set<String> ABSTRACT = Set.of(
            "SparkJob",
            "Dependencies",
            "DriverSpec",
            "DynamicAllocation",
            "ExecutorSpec",
            "PodShape",
            "PodContainer",
            "Presets");

    @Test
    void there_are_classes_to_check() {
        assertThat(CLASSES)
                .extracting(JavaClass::getSimpleName)
                .contains("SparkJob", "JobCompiler", "JobChecks", "RunId");
    }

    @Test
    void nothing_reads_or_writes_files_and_sockets() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.io\\.(File.*|RandomAccessFile)|java\\.nio\\.file\\.Files|java\\.nio\\.channels\\..*"
                                + "|java\\.net\\..*Socket.*|java\\.net\\.http\\..*")
                .check(CLASSES);
    }

    @Test
    void nothing_starts_threads() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.lang\\.Thread|java\\.util\\.Timer.*"
                        + "|java\\.util\\.concurrent\\.(Executor.*|ScheduledExecutor.*|ForkJoin.*|ThreadPool.*)")
                .check(CLASSES);
    }

    @Test
    void nothing_reads_a_clock_or_draws_by_chance() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .check(CLASSES);
    }

    @Test
    void of_fabric8_only_the_model_is_used() {
        noClasses()
                .should()
                .dependOnClassesThat(new DescribedPredicate<>("are fabric8's, but not its model") {
                    @Override
                    public boolean test(JavaClass type) {
                        return type.getPackageName().startsWith("io.fabric8")
                                && !type.getPackageName().startsWith("io.fabric8.kubernetes.api.model")
                                && !type.getPackageName().startsWith("io.fabric8.kubernetes.api.builder");
                    }
                })
                .check(CLASSES);
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
                .check(CLASSES);
    }

    @Test
    void the_rest_forms_one_ring_and_nothing_else() {
        classes()
                .should()
                .resideInAnyPackage("dev.bellows.job..", "dev.bellows.check", "dev.bellows.compile", "dev.bellows.run")
                .check(CLASSES);
    }

    @Test
    void problems_are_known_by_all_and_know_nobody() {
        noClasses()
                .that()
                .haveSimpleName("Problem")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.bellows.job..", "dev.bellows.compile", "dev.bellows.run")
                .check(CLASSES);
    }

    @Test
    void classes_are_final_unless_their_subclass_is_generated() {
        Set<String> open = CLASSES.stream()
                .filter(type -> !type.isInterface() && !type.isEnum() && !type.isAnonymousClass())
                .filter(type -> !type.getModifiers().contains(JavaModifier.FINAL))
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toSet());
        assertThat(open).isEqualTo(ABSTRACT);
    }

    @Test
    void generated_classes_stay_inside_their_package() {
        classes()
                .that()
                .haveSimpleNameStartingWith("Immutable")
                .should()
                .bePackagePrivate()
                .check(CLASSES);
    }

    @Test
    void every_package_is_null_marked() {
        Set<String> unmarked = CLASSES.stream()
                .map(JavaClass::getPackage)
                .filter(types -> !types.isAnnotatedWith(NullMarked.class))
                .map(types -> types.getName())
                .collect(Collectors.toSet());
        assertThat(unmarked).isEmpty();
    }
}
