package dev.bellows.testkit.junit;

import java.io.Serial;
import java.util.Arrays;

/** What happened in a simulation in which a test failed; shown beside the failure. */
final class SimulatedStory extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private static final int LINES = 200;

    SimulatedStory(long seed, String trace) {
        super(
                "seed " + seed + ", replayed by -Dbellows.seed=" + seed + "; what happened:\n" + newest(trace),
                null,
                false,
                false);
    }

    private static String newest(String trace) {
        String[] lines = trace.split("\n", -1);
        int skipped = Math.max(0, lines.length - LINES);
        String text = String.join("\n", Arrays.copyOfRange(lines, skipped, lines.length));
        return skipped == 0 ? text : "… " + skipped + " lines before\n" + text;
    }
}
