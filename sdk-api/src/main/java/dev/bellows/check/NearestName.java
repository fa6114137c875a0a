package dev.bellows.check;

import java.util.Optional;
import java.util.stream.Stream;

/** Finds the name that somebody meant who mistyped one. */
public final class NearestName {
    private static final int LETTERS_PER_SLIP = 8;
    private static final int MOST_SLIPS = 3;

    private NearestName() {}

    /**
     * The known name that takes the fewest slips to become the written one; empty if none is near. One slip is forgiven in short names,
     * three in long ones. A slip is a letter too many, too few, another one, or two that changed places.
     */
    public static Optional<String> to(String written, Stream<String> known) {
        int limit = Math.min(MOST_SLIPS, 1 + written.length() / LETTERS_PER_SLIP);
        String nearest = null;
        int fewest = limit + 1;
        for (String name : (Iterable<String>) known::iterator) {
            int slips = slips(written, name, fewest);
            if (slips < fewest) {
                nearest = name;
                fewest = slips;
            }
        }
        return Optional.ofNullable(nearest);
    }

    // The restricted Damerau-Levenshtein distance; gives up when a whole row has reached the bound.
    private static int slips(String one, String other, int bound) {
        if (Math.abs(one.length() - other.length()) >= bound) {
            return bound;
        }
        int[] before = new int[other.length() + 1];
        int[] last = new int[other.length() + 1];
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            row[0] = i;
            int least = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
                least = Math.min(least, row[j]);
            }
            if (least >= bound) {
                return bound;
            }
            int[] free = before;
            before = last;
            last = row;
            row = free;
        }
        return last[other.length()];
    }
}
