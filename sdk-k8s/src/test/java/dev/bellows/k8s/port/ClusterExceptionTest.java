package dev.bellows.k8s.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers are one branch for the SDK, so that a test of one of them is a test of all. */
class ClusterExceptionTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 429, 500, 502, 503, 504, 599})
    void no_answer_too_many_requests_and_every_error_of_the_server_may_pass(int code) {
        assertThat(answer(code).isPassing()).isTrue();
        assertThat(answer(code).isConflict()).isFalse();
        assertThat(answer(code).isNotFound()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 409, 410, 413, 415, 422})
    void what_is_refused_does_not_pass_by_itself(int code) {
        assertThat(answer(code).isPassing()).isFalse();
        assertThat(answer(code).isConflict()).isEqualTo(code == 409);
        assertThat(answer(code).isNotFound()).isEqualTo(code == 404);
    }

    private static ClusterException answer(int code) {
        return new ClusterException(code, "", "answer " + code, List.of(), Optional.empty());
    }
}
