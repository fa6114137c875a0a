package dev.bellows.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testkit.fault.FaultKind;
import dev.bellows.testkit.fault.FaultPlan;
import dev.bellows.testkit.fault.RandomFaults;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Several mishaps in one story, drawn by seed. {@code -Dbellows.seeds=N} says how many stories, {@code -Dbellows.seed=S} with which seed they
 * begin; one story is replayed by its seed and {@code -Dbellows.seeds=1}.
 */
@Tag("faults")
class RandomFaultsTest {
    private static final int STORIES = 2_000;
    private static final int MOST_FAULTS = 4;
    private static final double PROBABILITY = 0.06;

    @Test
    void whatever_goes_wrong_together_breaks_nothing() {
        long first = Long.getLong("bellows.seed", 1);
        int stories = Integer.getInteger("bellows.seeds", STORIES);
        List<String> violations = new ArrayList<>();
        String trace = "";
        for (long seed = first; seed < first + stories; seed++) {
            Plot plot = plot(seed);
            Telling.Verdict verdict = new Telling(plot, seed, plan(plot, seed), port -> port).tell();
            if (!verdict.problems().isEmpty()) {
                trace = violations.isEmpty() ? verdict.trace() : trace;
                violations.add("seed " + seed + ", " + plot + ": " + verdict.problems());
            }
        }
        System.out.println(stories + " schedules, " + violations.size() + " violations"
                + (violations.isEmpty() ? "" : ", first: " + violations.get(0)));
        assertThat(violations).as(trace).isEmpty();
    }

    @Test
    void a_story_with_faults_is_told_the_same_way_each_time() {
        for (long seed = 1; seed <= 20; seed++) {
            Plot plot = plot(seed);
            String trace = new Telling(plot, seed, plan(plot, seed), port -> port)
                    .tell()
                    .trace();

            assertThat(new Telling(plot, seed, plan(plot, seed), port -> port)
                            .tell()
                            .trace())
                    .isEqualTo(trace);
        }
    }

    private static Plot plot(long seed) {
        return Plot.ALL.get(Math.floorMod(seed, Plot.ALL.size()));
    }

    private static FaultPlan plan(Plot plot, long seed) {
        Set<FaultKind> kinds = Stream.of(FaultKind.values())
                .filter(kind -> KnownGaps.isTriedWithOthers(plot, kind))
                .collect(Collectors.toSet());
        int most = 1 + Math.floorMod(seed / Plot.ALL.size(), MOST_FAULTS);
        return FaultPlan.random(new RandomFaults(seed, kinds, PROBABILITY, most));
    }
}
