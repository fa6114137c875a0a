package dev.bellows.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NeededShufflesTest {
    private final NeededShuffles shuffles = new NeededShuffles();

    @Test
    void a_job_needs_its_shuffles_until_it_ends() {
        shuffles.jobStarted(1, null, List.of(1, 2));
        shuffles.jobStarted(2, null, List.of(2, 3));
        shuffles.jobEnded(1);

        assertThat(shuffles.ids()).containsExactlyInAnyOrder(2, 3);
    }

    @Test
    void a_query_needs_those_of_its_jobs_until_it_ends_itself() {
        shuffles.queryStarted(7);
        shuffles.jobStarted(1, 7L, List.of(1));
        shuffles.jobEnded(1);
        assertThat(shuffles.ids()).containsExactly(1);

        shuffles.queryEnded(7);
        assertThat(shuffles.ids()).isEmpty();
    }

    @Test
    void a_job_that_a_query_has_left_behind_needs_its_shuffles_for_itself() {
        shuffles.queryStarted(7);
        shuffles.queryEnded(7);
        shuffles.jobStarted(2, 7L, List.of(2));
        assertThat(shuffles.ids()).containsExactly(2);

        shuffles.jobEnded(2);
        assertThat(shuffles.ids()).isEmpty();
    }
}
