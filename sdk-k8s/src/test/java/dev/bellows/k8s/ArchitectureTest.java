package dev.bellows.k8s;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
    private static final String INTERNAL = "dev.bellows.k8s.internal.";
    private static final int LINES = 500;

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
            .importPackages("dev.bellows.k8s");

    private static final DescribedPredicate<JavaClass> GENERATED =
            DescribedPredicate.describe("generated", type -> type.getName().contains(".Immutable"));

    @Test
    void the_classes_were_found() {
        assertThat(MAIN.size()).isGreaterThan(50);
        assertThat(MAIN).noneMatch(type -> type.getSimpleName().endsWith("Test"));
    }

    @Test
    void no_internal_packages_depend_on_each_other_in_a_circle() {
        slices().matching(INTERNAL + "(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void port_and_internal_do_not_know_the_door() {
        noClasses()
                .that(resideInAnyPackage("dev.bellows.k8s.internal..", "dev.bellows.k8s.port.."))
                .should()
                .dependOnClassesThat(resideInAPackage("dev.bellows.k8s"))
                .check(MAIN);
        noClasses()
                .that(resideInAPackage("dev.bellows.k8s.port.."))
                .should()
                .dependOnClassesThat(resideInAPackage("dev.bellows.k8s.internal.."))
                .check(MAIN);
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
        "pause, supervise",
        "pause, submit",
        "pause, observe",
        "pause, cleanup",
        "pause, perform",
        "pause, fabric8",
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
        assertThat(MAIN.that(resideInAPackage(INTERNAL + from + ".."))).isNotEmpty();
        noClasses()
                .that(resideInAPackage(INTERNAL + from + ".."))
                .should()
                .dependOnClassesThat(resideInAPackage(INTERNAL + to + ".."))
                .check(MAIN);
    }

    @Test
    void decisions_know_no_kubernetes_and_no_port() {
        noClasses()
                .that(resideInAPackage(INTERNAL + "supervise.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.fabric8..", "dev.bellows.k8s.port..", "dev.bellows.compile..", "org.slf4j.."))
                .check(MAIN);
    }

    @Test
    void the_fabric8_client_is_known_in_one_place() {
        noClasses()
                .that(DescribedPredicate.not(resideInAPackage(INTERNAL + "fabric8..")))
                .should()
                .dependOnClassesThat(resideInAPackage("io.fabric8.kubernetes.client.."))
                .check(MAIN);
    }

    @Test
    void only_the_time_source_knows_the_clock_and_makes_threads() {
        DescribedPredicate<JavaClass> timeless = DescribedPredicate.not(DescribedPredicate.describe(
                "the time source", type -> type.getName().startsWith(INTERNAL + "perform.SystemTimeSource")));
        noClasses()
                .that(timeless)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class, String.class)
                .orShould()
                .callMethod(ForkJoinPool.class, "commonPool")
                .orShould()
                .callMethod(CompletableFuture.class, "supplyAsync", java.util.function.Supplier.class)
                .orShould()
                .callMethod(CompletableFuture.class, "runAsync", Runnable.class)
                .orShould(accessClassesThat(resideInAnyPackage("java.util.concurrent..")
                        .and(DescribedPredicate.describe(
                                "an executor service",
                                type -> type.isAssignableTo(java.util.concurrent.ExecutorService.class)
                                        || type.getSimpleName().equals("Executors")))))
                .check(MAIN);
    }

    @Test
    void no_internal_type_is_part_of_what_users_see() {
        methods()
                .that()
                .areDeclaredInClassesThat(resideInAnyPackage("dev.bellows.k8s", "dev.bellows.k8s.port")
                        .and(DescribedPredicate.describe(
                                "public", type -> type.getModifiers().contains(JavaModifier.PUBLIC))))
                .and()
                .arePublic()
                .should(new ArchCondition<JavaMethod>("name no internal type") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        boolean clean = Stream.concat(
                                        Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream())
                                .noneMatch(type -> type.getPackageName().startsWith("dev.bellows.k8s.internal"));
                        events.add(new SimpleConditionEvent(method, clean, method.getFullName()));
                    }
                })
                .check(MAIN);
    }

    @Test
    void no_class_is_open_by_accident() {
        classes()
                .that(DescribedPredicate.not(GENERATED))
                .and()
                .areNotAnonymousClasses()
                .should(new ArchCondition<JavaClass>("be final, abstract, an interface, a record or an enum") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        boolean closed = type.isInterface()
                                || type.isEnum()
                                || type.isRecord()
                                || type.getModifiers().contains(JavaModifier.FINAL)
                                || type.getModifiers().contains(JavaModifier.ABSTRACT);
                        events.add(new SimpleConditionEvent(type, closed, type.getName()));
                    }
                })
                .check(MAIN);
    }

    @Test
    void every_package_is_null_marked() {
        List<String> unmarked = MAIN.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(named -> !named.isAnnotatedWith(NullMarked.class))
                .map(Object::toString)
                .toList();
        assertThat(unmarked).isEmpty();
    }

    @Test
    void no_file_is_too_long_to_read() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readAllLines(file))
                            .as(file.toString())
                            .hasSizeLessThanOrEqualTo(LINES));
        }
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
