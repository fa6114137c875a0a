package dev.bellows.testkit.internal.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testkit.internal.store.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiPathTest {

    @Test
    void paths_name_kinds_namespaces_objects_and_parts() {
        assertThat(ApiPath.parse("/api/v1/pods")).contains(new ApiPath(ResourceType.PODS, null, null, null));
        assertThat(ApiPath.parse("/api/v1/namespaces/a/pods"))
                .contains(new ApiPath(ResourceType.PODS, "a", null, null));
        assertThat(ApiPath.parse("/api/v1/namespaces/a/pods/p/log"))
                .contains(new ApiPath(ResourceType.PODS, "a", "p", "log"));
        assertThat(ApiPath.parse("/api/v1/namespaces/a"))
                .contains(new ApiPath(ResourceType.NAMESPACES, null, "a", null));
        assertThat(ApiPath.parse("/api/v1/namespaces/a/status"))
                .contains(new ApiPath(ResourceType.NAMESPACES, null, "a", "status"));
        assertThat(ApiPath.parse("/apis/policy/v1/namespaces/a/poddisruptionbudgets/b"))
                .contains(new ApiPath(ResourceType.POD_DISRUPTION_BUDGETS, "a", "b", null));
        assertThat(ApiPath.parse("/apis/rbac.authorization.k8s.io/v1/clusterroles/system%3Anode"))
                .contains(new ApiPath(ResourceType.CLUSTER_ROLES, null, "system:node", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/v1",
                "/api/v2/pods",
                "/api/v1/gadgets",
                "/api/v1/pods/p",
                "/api/v1/namespaces/a/nodes/n",
                "/api/v1/namespaces/a/pods/p/log/x"
            })
    void other_paths_name_nothing(String path) {
        assertThat(ApiPath.parse(path)).isEmpty();
    }
}
