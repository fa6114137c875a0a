package dev.bellows.k8s.internal.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterException.FieldCause;
import dev.bellows.run.FailureKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0   |                 | connection refused | UNREACHABLE",
                "429 | TooManyRequests | slow down | UNREACHABLE",
                "500 | InternalError   | webhook timed out | UNREACHABLE",
                "503 |                 | HTTP 503 | UNREACHABLE",
                "401 | Unauthorized    | Unauthorized | FORBIDDEN",
                "403 | Forbidden       | pods is forbidden: User \"x\" cannot create resource \"pods\" | FORBIDDEN",
                "403 | Forbidden       | pods \"d\" is forbidden: exceeded quota: q, requested: pods=1 | QUOTA",
                "403 | Forbidden       | pods \"d\" is forbidden: violates PodSecurity \"restricted:latest\" | REJECTED",
                "404 | NotFound        | namespaces \"x\" not found | REJECTED",
                "422 | Invalid         | Pod \"d\" is invalid | REJECTED",
                "413 |                 | HTTP 413 | REJECTED"
            })
    void an_answer_has_a_kind_and_keeps_what_was_said(int code, String reason, String message, FailureKind kind) {
        Refusal refusal = Refusal.of(
                new ClusterException(code, reason == null ? "" : reason, message, List.of(), Optional.empty()));
        assertThat(refusal.kind()).isEqualTo(kind);
        assertThat(refusal.reason()).contains(message);
    }

    @Test
    void the_fields_that_were_named_are_named() {
        Refusal refusal = Refusal.of(new ClusterException(
                422,
                "Invalid",
                "Pod is invalid",
                List.of(new FieldCause("spec.a", "wrong"), new FieldCause("spec.b", "missing")),
                Optional.empty()));
        assertThat(refusal.reason()).contains("spec.a: wrong; spec.b: missing");
    }
}
