package dev.bellows;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.resolvers.SelectedClassResolverFromClasspath;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The rules that several modules keep, about the main classes of one of them. Each names those that break it. */
public final class ArchitectureRules {
    private static final int MOST_LINES = 500;
    private static final String GENERATED = "Immutable";
    private static final Map<String, JavaClasses> READ = new ConcurrentHashMap<>();

    private final JavaClasses classes;

    private ArchitectureRules(JavaClasses classes) {
        this.classes = classes;
    }

    /** The rules for the main classes below a package; classes of these names have to be among them, or nothing was looked at. */
    public static ArchitectureRules of(String root, String... known) {
        JavaClasses found = mainClasses(root);
        assertThat(found.stream().map(JavaClass::getSimpleName))
                .contains(known)
                .noneMatch(name -> name.endsWith("Test"));
        return new ArchitectureRules(found);
    }

    /** The main classes below a package, read once: that takes seconds. */
    static JavaClasses mainClasses(String root) {
        return READ.computeIfAbsent(root, ArchitectureRules::read);
    }

    private static JavaClasses read(String root) {
        // What other libraries derive from each other concerns no rule; to read it takes longer than all the rest.
        ArchConfiguration.get().setClassResolver(SelectedClassResolverFromClasspath.class);
        ArchConfiguration.get().setClassResolverArguments("java", "dev.bellows");
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
                .importPackages(root);
    }

    /** For the rules that one module has for itself. */
    public JavaClasses all() {
        return classes;
    }

    /** None in some packages may depend on any in others. */
    public void noArrow(String from, String... to) {
        assertThat(classes.that(resideInAPackage(from))).as(from).isNotEmpty();
        noClasses()
                .that(resideInAPackage(from))
                .should()
                .dependOnClassesThat(resideInAnyPackage(to))
                .check(classes);
    }

    /** None may depend on classes whose full names match. */
    public void noneDependsOn(String names) {
        noClasses().should().dependOnClassesThat().haveNameMatching(names).check(classes);
    }

    /** Packages depend on each other in no circle; the part in brackets tells them apart. */
    public void noCircleOf(String packages) {
        slices().matching(packages).should().beFreeOfCycles().check(classes);
    }

    /** Only the classes whose full names begin so ask what time it is, or wait for a while. */
    public void noneReadsTheClock(String... but) {
        noClasses()
                .that(not(named(but)))
                .should()
                .accessTargetWhere(describe("a clock is read", Effects::knowsTheTime))
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.time.Clock.class)
                .check(classes);
    }

    /** Only the classes whose full names begin so start threads or use the common ones. */
    public void noneStartsThreads(String... but) {
        noClasses()
                .that(not(named(but)))
                .should()
                .accessTargetWhere(describe("a thread is started", Effects::startsThreads))
                .check(classes);
    }

    /** All are final, but those of exactly these simple names. */
    public void allAreFinalBut(String... open) {
        assertThat(classes.stream()
                        .filter(type -> !type.isInterface() && !type.isEnum() && !type.isAnonymousClass())
                        .filter(type -> !type.getModifiers().contains(JavaModifier.FINAL))
                        .map(JavaClass::getSimpleName))
                .containsExactlyInAnyOrder(open);
    }

    /** What Immutables generates is found, and is seen in its own package only. */
    public void generatedClassesStayInsideTheirPackage() {
        classes()
                .that()
                .haveSimpleNameStartingWith(GENERATED)
                .should()
                .bePackagePrivate()
                .check(classes);
    }

    /** Every package says what null means. */
    public void allPackagesAreNullMarked() {
        assertThat(classes.stream().map(JavaClass::getPackage).distinct())
                .allMatch(each -> each.isAnnotatedWith(NullMarked.class));
    }

    /** No public method of a public class in these packages takes or returns a type of an internal package. */
    public void usersSeeNothingInternal(String... packages) {
        methods()
                .that()
                .areDeclaredInClassesThat(resideInAnyPackage(packages))
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .and()
                .arePublic()
                .should(new ArchCondition<JavaMethod>("name no internal type") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        boolean clean = Stream.concat(
                                        Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream())
                                .noneMatch(type -> type.getPackageName().contains(".internal"));
                        events.add(new SimpleConditionEvent(method, clean, method.getFullName()));
                    }
                })
                .check(classes);
    }

    /** Every class has its source file, and none is longer than a person reads at once. */
    public void noFileIsTooLong() throws IOException {
        Path sources = Path.of(System.getProperty("basedir", ""), "src", "main", "java");
        List<Path> files;
        try (Stream<Path> walk = Files.walk(sources)) {
            files = walk.filter(file -> file.toString().endsWith(".java")).toList();
        }
        assertThat(files.stream().map(file -> String.valueOf(file.getFileName()).replace(".java", "")))
                .as("files below %s", sources)
                .containsAll(classes.stream()
                        .filter(JavaClass::isTopLevelClass)
                        .map(JavaClass::getSimpleName)
                        .filter(name -> !name.startsWith(GENERATED))
                        .toList());
        assertThat(files)
                .allSatisfy(file ->
                        assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(MOST_LINES));
    }

    private static DescribedPredicate<JavaClass> named(String... starts) {
        return describe(
                "named " + List.of(starts),
                type -> Stream.of(starts).anyMatch(start -> type.getName().startsWith(start)));
    }
}
