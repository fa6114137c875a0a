package dev.bellows.k8s.internal.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bellows.k8s.port.ClusterException;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private final Refusals refusals = new Refusals(JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build());

    @Test
    void a_status_tells_reason_message_and_fields() {
        ClusterException problem = refusals.of(422, """
                {"kind": "Status", "apiVersion": "v1", "status": "Failure", "message": "Pod \\"d\\" is invalid",
                 "reason": "Invalid", "code": 422, "details": {"name": "d", "kind": "Pod", "causes": [
                   {"reason": "FieldValueInvalid", "message": "must be positive", "field": "spec.x"}, {}]}}""", null);
        assertThat(problem.code()).isEqualTo(422);
        assertThat(problem.reason()).isEqualTo("Invalid");
        assertThat(problem).hasMessage("Pod \"d\" is invalid");
        assertThat(problem.causes())
                .containsExactly(
                        new ClusterException.FieldCause("spec.x", "must be positive"),
                        new ClusterException.FieldCause("", ""));
    }

    @Test
    void a_page_of_a_proxy_or_nothing_at_all_leaves_the_code() {
        for (String body : new String[] {"<html>Bad Gateway</html>", "", "null", "[]", "\"text\""}) {
            assertThat(refusals.of(502, body, null)).as(body).hasMessage("HTTP 502");
        }
    }

    @Test
    void a_pause_is_read_in_seconds_and_otherwise_ignored() {
        assertThat(refusals.of(429, "", "7").retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(refusals.of(429, "", "Wed, 21 Oct 2026 07:28:00 GMT").retryAfter())
                .isEmpty();
        assertThat(refusals.of(429, "", null).retryAfter()).isEmpty();
    }

    @Test
    void a_call_without_an_answer_says_what_and_why() {
        ClusterException problem = Refusals.noAnswer(
                "GET /api", new CompletionException(new ConnectException("Connection refused: /127.0.0.1:9")));
        assertThat(problem.code()).isZero();
        assertThat(problem.isPassing()).isTrue();
        assertThat(problem).hasMessage("GET /api: ConnectException: Connection refused: /127.0.0.1:9");
    }

    @Test
    void credentials_in_an_address_are_not_told() {
        ClusterException problem =
                Refusals.noAnswer("GET /api", new IOException("cannot reach https://me:s3cret@example.com:6443/x"));
        assertThat(problem.getMessage()).doesNotContain("s3cret").contains("https://[redacted]@example.com:6443/x");
    }

    @Test
    void a_known_problem_stays_what_it_is() {
        ClusterException known = ClusterException.noAnswer("known");
        assertThat(Refusals.noAnswer("GET /api", new CompletionException(known)))
                .isSameAs(known);
    }
}
