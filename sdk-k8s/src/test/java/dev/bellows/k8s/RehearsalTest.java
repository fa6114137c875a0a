package dev.bellows.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.bellows.k8s.internal.fabric8.Connection;
import dev.bellows.k8s.internal.submit.Submitter;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    @Test
    void what_a_first_submission_needs_is_made_written_and_read_without_a_cluster() {
        List<HasMetadata> objects = Submitter.rehearse();

        assertThat(objects).extracting(HasMetadata::getKind).containsExactly("ConfigMap", "Pod", "Service");
        assertThatCode(() -> Connection.rehearse(objects)).doesNotThrowAnyException();
    }
}
