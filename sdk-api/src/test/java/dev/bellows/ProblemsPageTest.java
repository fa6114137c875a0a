package dev.bellows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.ProblemExamples.Example;
import dev.bellows.check.Problem;
import dev.bellows.check.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of problem is tripped by one job and nearly by another, and is explained in {@code docs/problems.md}. */
class ProblemsPageTest {
    private static final Path PAGE =
            Path.of(System.getProperty("basedir", "")).resolveSibling("docs").resolve("problems.md");
    private static final String HEAD = """
            # Problems

            Every problem that a job can have, found before anything is submitted. An error refuses the job; a warning says that it
            probably does not run as meant; advice says what would make it better. Codes never change their meaning.

            An example is JSON laid over a job that has no problem; behind an exclamation mark it is the whole text. `{{x*300}}` stands for
            300 times x; `options` are those of the run.

            This page is generated: `mvn -q -pl sdk-api test -Dtest=ProblemsPageTest -Dbellows.refresh=true` writes it anew.
            """;

    @ParameterizedTest
    @MethodSource("kinds")
    void every_kind_is_tripped_by_one_job_and_nearly_by_another(Class<?> kind) {
        Map<String, Example> examples = ProblemExamples.of(kind);
        assertThat(examples.keySet())
                .as("examples of %s", kind.getSimpleName())
                .isEqualTo(codesOf(kind).map(ProblemCode::name).collect(Collectors.toSet()));
        codesOf(kind).forEach(code -> {
            Example example = examples.get(code.name());
            assertThat(example.problems())
                    .as("%s for %s", code.name(), example.change())
                    .filteredOn(problem -> problem.code().equals(code.name()))
                    .isNotEmpty()
                    .allSatisfy(problem -> {
                        assertThat(problem.severity()).isEqualTo(code.text().severity());
                        assertThat(problem.field())
                                .matches(patternOf(code.text().field()));
                    });
            assertThat(example.nearProblems())
                    .as("no %s and no error for %s", code.name(), example.nearChange())
                    .noneMatch(problem -> problem.code().equals(code.name()))
                    .noneMatch(Problem::isError);
        });
    }

    @Test
    void the_page_explains_every_kind() throws IOException {
        String part = part();
        String page = Files.readString(PAGE);
        // What only a connection finds is explained there by the module that connects.
        int end = page.indexOf("\n# Problems that a connection finds\n");
        String after = end < 0 ? "" : page.substring(end);
        if (Boolean.getBoolean("bellows.refresh")) {
            Files.writeString(PAGE, part + after);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/problems.md is stale; run this test with -Dbellows.refresh=true")
                .isEqualTo(part + after);
    }

    @Test
    void no_two_kinds_share_a_code() {
        assertThat(kinds().flatMap(ProblemsPageTest::codesOf).map(ProblemCode::name))
                .doesNotHaveDuplicates();
    }

    static Stream<Class<?>> kinds() {
        return ArchitectureRules.mainClasses("dev.bellows").stream()
                .filter(type -> type.isEnum() && type.isAssignableTo(ProblemCode.class))
                .<Class<?>>map(type -> type.reflect())
                .sorted(Comparator.comparing(Class::getSimpleName));
    }

    private static Stream<ProblemCode> codesOf(Class<?> kind) {
        return Arrays.stream(kind.getEnumConstants())
                .map(ProblemCode.class::cast)
                .sorted(Comparator.comparing(ProblemCode::name));
    }

    private static Pattern patternOf(String field) {
        return Pattern.compile(
                Arrays.stream(field.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")) + ".*");
    }

    private static String part() {
        List<Class<?>> kinds = kinds().toList();
        assertThat(kinds).as("kinds of problems").hasSizeGreaterThan(5);
        return kinds.stream().map(ProblemsPageTest::section).collect(Collectors.joining("", HEAD, ""));
    }

    private static String section(Class<?> kind) {
        String title = kind.getSimpleName().replaceFirst("Problem$", "");
        Map<String, Example> examples = ProblemExamples.of(kind);
        return codesOf(kind)
                .map(code -> row(code, examples.get(code.name())))
                .collect(Collectors.joining(
                        "",
                        "\n## " + title + "\n\n| Code | Severity | Field | What it means | What to do | Example |\n"
                                + "|---|---|---|---|---|---|\n",
                        ""));
    }

    private static String row(ProblemCode code, Example example) {
        return Stream.of(
                        "`" + code.name() + "`",
                        code.text().severity().name().toLowerCase(Locale.ROOT),
                        "`" + code.text().field() + "`",
                        code.text().meaning(),
                        code.text().remedy(),
                        "`" + example.change() + "`")
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
