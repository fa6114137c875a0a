package dev.bellows.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.ObjectKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is not known is told so, and no text repeats the credentials. For ports that have some. */
interface CredentialContract extends PortContract {
    String WRONG = "canary-of-a-token";

    /** A port with a bearer token that the cluster does not know. */
    ClusterPort stranger(String token);

    @Test
    default void a_token_that_is_not_known_is_refused_and_never_told() {
        try (ClusterPort stranger = stranger(WRONG)) {
            ClusterPort.Stream watch = stranger.watch(ObjectKind.CONFIG_MAPS, namespace(), SELECTOR, null, event -> {});
            List<ClusterException> refusals = List.of(
                    refusal(stranger.get(ObjectKind.PODS, namespace(), "a")),
                    refusal(stranger.create(
                            ObjectKind.CONFIG_MAPS,
                            namespace(),
                            PortContract.map("a").build())),
                    refusal(watch.opened()),
                    refusal(watch.ended()));

            assertThat(refusals).allSatisfy(refusal -> {
                assertThat(refusal.code()).isEqualTo(401);
                assertThat(refusal.isPassing()).isFalse();
                for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
                    assertThat(cause.toString()).doesNotContain(WRONG);
                }
            });
        }
    }
}
