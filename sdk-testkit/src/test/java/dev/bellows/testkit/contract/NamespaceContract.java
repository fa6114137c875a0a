package dev.bellows.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.k8s.port.ClusterException;
import dev.bellows.k8s.port.ClusterException.FieldCause;
import dev.bellows.k8s.port.ObjectKind;
import org.junit.jupiter.api.Test;

/** Namespaces that are going or were never there. */
interface NamespaceContract extends PortContract {
    @Test
    default void a_namespace_that_is_being_deleted_takes_nothing_new() {
        create(PortContract.map("held")
                .editMetadata()
                .addToFinalizers(HOLD)
                .endMetadata()
                .build());
        cluster().deleteNamespace(namespace());

        ClusterException refusal = refusal(port().create(
                        ObjectKind.CONFIG_MAPS,
                        namespace(),
                        PortContract.map("late").build()));

        assertThat(refusal.code()).isEqualTo(403);
        assertThat(refusal.reason()).isEqualTo("Forbidden");
        assertThat(refusal).hasMessageContaining("because it is being terminated");
        assertThat(refusal.causes())
                .contains(new FieldCause("metadata.namespace", "namespace " + namespace() + " is being terminated"));
        release(ObjectKind.CONFIG_MAPS, "held");
        cluster().until("it is gone", () -> !exists(ObjectKind.CONFIG_MAPS, "held"));
    }

    @Test
    default void a_namespace_that_does_not_exist_is_named() {
        ClusterException refusal = refusal(port().create(
                        ObjectKind.CONFIG_MAPS,
                        "no-such-place",
                        PortContract.map("a").build()));

        assertThat(refusal.isNotFound()).isTrue();
        assertThat(refusal).hasMessage("namespaces \"no-such-place\" not found");
        assertThat(await(port().list(ObjectKind.CONFIG_MAPS, "no-such-place", SELECTOR))
                        .items())
                .isEmpty();
        assertThat(refusal(port().get(ObjectKind.CONFIG_MAPS, "no-such-place", "a"))
                        .isNotFound())
                .isTrue();
    }
}
