package dev.bellows.conformance.catalogue;

import dev.bellows.job.SparkVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the catalogue of conf keys into the file that is its argument. Reads the distributions that {@code conformance/spark-distributions}
 * fetches.
 */
public final class CatalogueProgram {
    private static final String HEAD =
            "# The conf keys of Spark, read from its own registry in every line by the conformance module. Do not edit.\n"
                    + "# key\tform\tleast\tlines (all if empty)\tsince\tdefault | default of a line that differs\treader\tflags";

    private CatalogueProgram() {}

    /** Writes the catalogue. */
    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        List<String> rows = rows(distributions());
        Path file = Path.of(args[0]);
        Files.writeString(file, String.join("\n", rows) + "\n", StandardCharsets.UTF_8);
        System.out.println(file + ": " + (rows.size() - HEAD.lines().count()) + " keys");
    }

    /** The folder with one distribution a line, named after its version. */
    static Path distributions() {
        String folder = System.getenv("BELLOWS_SPARK_CACHE");
        return folder == null ? Path.of(System.getProperty("user.home"), ".cache", "bellows-spark") : Path.of(folder);
    }

    /** The lines of the catalogue. */
    static List<String> rows(Path distributions) throws IOException, ReflectiveOperationException {
        Map<String, CatalogueRow> rows = new TreeMap<>();
        for (SparkVersion line : SparkVersion.values()) {
            ConfRegistry.read(distributions.resolve(line.release()))
                    .forEach((key, registered) ->
                            rows.computeIfAbsent(key, CatalogueRow::new).add(line, registered));
        }
        ConfRoles roles = ConfRoles.read();
        KeyPatterns patterns = KeyPatterns.read();
        List<String> texts = new ArrayList<>(HEAD.lines().toList());
        rows.values().stream()
                .filter(row -> row.isListed(roles, patterns))
                .map(row -> row.text(roles))
                .forEach(texts::add);
        texts.addAll(patterns.rows());
        return texts;
    }
}
