package dev.bellows.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testkit.fault.FaultPlan;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A bug that is planted is caught: what must hold is checked, and the random stories reach where bugs are. */
class PlantedBugTest {
    private static final int STORIES = 2_000;

    @ParameterizedTest
    @EnumSource
    void a_planted_bug_is_caught(PlantedBug bug) {
        long seed = LongStream.rangeClosed(1, STORIES)
                .filter(story -> !problems(bug, story).isEmpty())
                .findFirst()
                .orElse(0);

        System.out.println(bug + ": caught by seed " + seed + " " + (seed == 0 ? "" : problems(bug, seed)));
        assertThat(seed).isPositive();
    }

    private static List<String> problems(PlantedBug bug, long seed) {
        Plot plot = RandomFaultsTest.plot(seed);
        FaultPlan plan = RandomFaultsTest.plan(plot, seed);
        return new Telling(plot, seed, plan, bug.around()).tell().problems();
    }
}
