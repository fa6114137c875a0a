package dev.bellows.k8s.internal.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnersTest {
    private static final Pod DRIVER = pod("driver-1", "record-1");
    private static final Pod EXECUTOR = pod("executor-1", "driver-1");
    private static final Pod NEXT_DRIVER = pod("driver-2", "record-2");
    private static final Pod NEXT_EXECUTOR = pod("executor-2", "driver-2");
    private static final List<Pod> ALL = List.of(EXECUTOR, NEXT_EXECUTOR, DRIVER, NEXT_DRIVER);

    private static Pod pod(String uid, String owner) {
        return new PodBuilder()
                .withNewMetadata()
                .withUid(uid)
                .addNewOwnerReference()
                .withUid(owner)
                .endOwnerReference()
                .endMetadata()
                .build();
    }

    @Test
    void what_a_record_owns_is_the_runs_and_what_its_driver_owns() {
        assertThat(new Owners(Optional.of("record-1"), Optional.empty()).among(ALL))
                .containsExactly(EXECUTOR, DRIVER);
        assertThat(new Owners(Optional.of("record-2"), Optional.empty()).among(ALL))
                .containsExactly(NEXT_EXECUTOR, NEXT_DRIVER);
    }

    @Test
    void a_driver_that_no_record_owns_is_known_by_its_own_uid() {
        assertThat(new Owners(Optional.of("record-3"), Optional.of("driver-1")).among(ALL))
                .containsExactly(EXECUTOR, DRIVER);
        assertThat(new Owners(Optional.empty(), Optional.empty()).among(ALL)).isEmpty();
    }

    @Test
    void only_the_record_itself_owns() {
        Owners owners = new Owners(Optional.of("record-1"), Optional.of("driver-1"));
        assertThat(owners.own(DRIVER)).isTrue();
        assertThat(owners.own(EXECUTOR)).isFalse();
        assertThat(new Owners(Optional.empty(), Optional.of("driver-1")).own(DRIVER))
                .isFalse();
    }
}
