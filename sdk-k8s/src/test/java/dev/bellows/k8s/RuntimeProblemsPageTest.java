package dev.bellows.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.bellows.check.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every kind of problem that only a connection can find is explained in the last part of {@code docs/problems.md}. */
class RuntimeProblemsPageTest {
    private static final Path PAGE =
            Path.of(System.getProperty("basedir", "")).resolveSibling("docs").resolve("problems.md");
    private static final String TITLE = "# Problems that a connection finds\n";
    private static final String HEAD = TITLE + """

            What the platform of a connection has against a job, what a cluster lacks for it, and which sweeps are refused. `preflight(job)`
            tells them without submitting anything.

            This part is generated: `mvn -q -pl sdk-k8s -am test -Dtest=RuntimeProblemsPageTest
            -Dsurefire.failIfNoSpecifiedTests=false -Dbellows.refresh=true` writes it anew.
            """;

    @Test
    void the_page_explains_every_kind() throws IOException {
        List<Class<?>> kinds = kinds();
        assertThat(kinds).hasSizeGreaterThanOrEqualTo(2);
        String part = kinds.stream().map(RuntimeProblemsPageTest::section).collect(Collectors.joining("", HEAD, ""));
        String page = Files.readString(PAGE);
        int start = page.indexOf(TITLE);
        if (Boolean.getBoolean("bellows.refresh")) {
            String before = start < 0 ? page + "\n" : page.substring(0, start);
            Files.writeString(PAGE, before + part);
            return;
        }

        assertThat(start).isPositive();
        assertThat(page.substring(start))
                .as("docs/problems.md is stale; run this test with -Dbellows.refresh=true")
                .isEqualTo(part);
    }

    @Test
    void no_code_has_two_meanings() throws IOException {
        List<String> codes = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.indexOf('`', 3)))
                .toList();

        assertThat(codes).hasSizeGreaterThan(100).doesNotHaveDuplicates();
    }

    private static List<Class<?>> kinds() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.bellows.k8s").stream()
                        .filter(type -> type.isEnum() && type.isAssignableTo(ProblemCode.class))
                        .<Class<?>>map(type -> type.reflect())
                        .sorted(Comparator.comparing(Class::getSimpleName))
                        .toList();
    }

    private static String section(Class<?> kind) {
        return Arrays.stream(kind.getEnumConstants())
                .map(ProblemCode.class::cast)
                .sorted(Comparator.comparing(ProblemCode::name))
                .map(RuntimeProblemsPageTest::row)
                .collect(Collectors.joining(
                        "",
                        "\n## " + kind.getSimpleName().replaceFirst("Problem$", "")
                                + "\n\n| Code | Severity | Field | What it means | What to do |\n|---|---|---|---|---|\n",
                        ""));
    }

    private static String row(ProblemCode code) {
        return Stream.of(
                        "`" + code.name() + "`",
                        code.text().severity().name().toLowerCase(Locale.ROOT),
                        "`" + code.text().field() + "`",
                        code.text().meaning(),
                        code.text().remedy())
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
