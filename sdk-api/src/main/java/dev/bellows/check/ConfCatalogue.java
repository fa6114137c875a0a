package dev.bellows.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The conf keys of Spark in every line that Bellows compiles for. Read once, on first use; kept as one sorted text of which only the rows
 * asked for become objects.
 */
final class ConfCatalogue {
    private static final String FILE = "spark-conf.tsv";

    private final String text;
    private final int[] rows;
    private final List<KeyPattern> patterns;

    ConfCatalogue(String text) {
        this.text = text;
        List<String> lines = text.lines().filter(line -> !line.startsWith("#")).toList();
        this.patterns = lines.stream()
                .filter(line -> keyIn(line).contains("*"))
                .map(ConfKey::of)
                .sorted(Comparator.comparingInt(
                                (ConfKey pattern) -> pattern.key().length())
                        .reversed())
                .map(KeyPattern::of)
                .toList();
        this.rows = starts(text)
                .filter(start ->
                        !isComment(start) && !text.substring(start, tab(start)).contains("*"))
                .toArray();
    }

    /** The catalogue of this version of Bellows. */
    static ConfCatalogue get() {
        return Holder.CATALOGUE;
    }

    /** What is known about a key, in any line. */
    Optional<ConfKey> find(String key) {
        int row = search(key);
        return row >= 0 ? Optional.of(ConfKey.of(text.substring(row, end(row)))) : findPattern(key);
    }

    private Optional<ConfKey> findPattern(String key) {
        return patterns.stream().flatMap(pattern -> pattern.match(key).stream()).findFirst();
    }

    /** The key of this catalogue that is nearest to one that is not in it; empty if none is so near that it could be meant. */
    Optional<String> nearest(String key) {
        return NearestName.to(key, Arrays.stream(rows).mapToObj(row -> text.substring(row, tab(row))));
    }

    /** The keys without those that have a part of the user's choice. */
    List<String> keys() {
        return Arrays.stream(rows)
                .mapToObj(row -> text.substring(row, tab(row)))
                .toList();
    }

    /** The start of a key's row; negative if there is none. */
    private int search(String key) {
        int low = 0;
        int high = rows.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int row = rows[middle];
            int order = text.substring(row, tab(row)).compareTo(key);
            if (order == 0) {
                return row;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    private static IntStream starts(String text) {
        return IntStream.iterate(0, start -> start >= 0 && start < text.length(), start -> {
            int end = text.indexOf('\n', start);
            return end < 0 ? -1 : end + 1;
        });
    }

    private boolean isComment(int start) {
        return text.charAt(start) == '#';
    }

    private static String keyIn(String line) {
        return line.substring(0, line.indexOf('\t'));
    }

    private int tab(int start) {
        return text.indexOf('\t', start);
    }

    private int end(int start) {
        return text.indexOf('\n', start);
    }

    private static String read() {
        try (InputStream stream = ConfCatalogue.class.getResourceAsStream(FILE)) {
            if (stream == null) {
                throw new IllegalStateException(FILE + " is missing from the jar of Bellows");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Loaded by the first look-up, not with the class that makes it.
    private static final class Holder {
        static final ConfCatalogue CATALOGUE = new ConfCatalogue(read());
    }
}
