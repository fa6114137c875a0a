package dev.bellows.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The arrows between the testkit's packages, and towards the runtime. */
class ArchitectureTest {
    private static final int MOST_LINES = 500;
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.bellows.testkit");

    @Test
    void there_are_classes_to_check() {
        assertThat(CLASSES)
                .extracting(JavaClass::getSimpleName)
                .contains(
                        "LocalCluster", "SimulatedCluster", "ClusterStore", "ApiServer", "ProcessKubelet", "Scheduler");
    }

    @Test
    void the_runtime_is_entered_by_its_door_and_its_port() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.bellows.k8s.internal..")
                .check(CLASSES);
    }

    @Test
    void internal_packages_form_no_cycle() {
        slices().matching("dev.bellows.testkit.internal.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void the_store_knows_neither_door_nor_kubelet() {
        noClasses()
                .that()
                .resideInAPackage("dev.bellows.testkit.internal.store")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.bellows.testkit",
                        "dev.bellows.testkit.internal.door",
                        "dev.bellows.testkit.internal.kubelet",
                        "dev.bellows.testkit.internal.scheduler")
                .check(CLASSES);
    }

    @Test
    void time_is_injected() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(CLASSES);
    }

    @Test
    void classes_are_final_and_packages_say_what_null_means() {
        classes()
                .that()
                .areTopLevelClasses()
                .and()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(CLASSES);
        assertThat(CLASSES.stream().map(JavaClass::getPackage).distinct())
                .allMatch(java -> java.isAnnotatedWith(NullMarked.class));
    }

    @Test
    void no_source_file_is_too_long() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(sources)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readAllLines(file))
                            .as(file.toString())
                            .hasSizeLessThanOrEqualTo(MOST_LINES));
        }
    }
}
